"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

type NavLinkProps = {
  href: string;
  exact?: boolean;
  /** Other paths that belong to this place. */
  also?: readonly string[];
  /** Paths below this one that are places of their own. */
  except?: readonly string[];
  className: string;
  currentClassName: string;
  otherClassName?: string;
  children: ReactNode;
};

/** A link of the frame that knows whether the reader is there. */
export function NavLink({
  href,
  exact = false,
  also = [],
  except = [],
  className,
  currentClassName,
  otherClassName = "",
  children,
}: NavLinkProps) {
  const path = usePathname();
  const within = (place: string) => path === place || path.startsWith(`${place}/`);
  const current = exact ? path === href : [href, ...also].some(within) && !except.some(within);
  return (
    <a
      href={href}
      aria-current={current ? "page" : undefined}
      className={`${className} ${current ? currentClassName : otherClassName}`}
    >
      {children}
    </a>
  );
}
