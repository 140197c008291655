import Link from "next/link";

/** A reference as it is read out over the phone; with `href` it leads to what it names. */
export function Reference({ children, href }: { children: string; href?: string }) {
  const className = "whitespace-nowrap font-mono text-meta";
  if (!href) return <span className={className}>{children}</span>;
  return (
    <Link href={href} prefetch={false} className={`${className} link inline-flex min-h-6 items-center`}>
      {children}
    </Link>
  );
}
