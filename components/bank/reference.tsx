/** A reference as it is read out over the phone; with `href` it leads to what it names, by a plain link: a list has many. */
export function Reference({ children, href }: { children: string; href?: string }) {
  if (!href) return <span className="ref">{children}</span>;
  return (
    <a href={href} className="ref">
      {children}
    </a>
  );
}
