"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

type NavLinkProps = {
  href: string;
  exact?: boolean;
  className: string;
  currentClassName: string;
  otherClassName?: string;
  children: ReactNode;
};

/** A link of the frame that knows whether the reader is there. */
export function NavLink({
  href,
  exact = false,
  className,
  currentClassName,
  otherClassName = "",
  children,
}: NavLinkProps) {
  const path = usePathname();
  const current = exact ? path === href : path === href || path.startsWith(`${href}/`);
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={current ? "page" : undefined}
      className={`${className} ${current ? currentClassName : otherClassName}`}
    >
      {children}
    </Link>
  );
}
