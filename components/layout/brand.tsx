/** The name of the bank's software with its mark, leading home. */
export function Brand({ href, name = "Countinghouse" }: { href: string; name?: string }) {
  return (
    <a
      href={href}
      className="inline-flex min-h-(--control) items-center gap-2 whitespace-nowrap font-semibold text-ink no-underline"
    >
      <svg
        aria-hidden="true"
        width="18"
        height="18"
        viewBox="0 0 18 18"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        className="text-accent"
      >
        <path d="M2 4h14M2 9h14M2 14h9M13 12.5h3.5M13 15.5h3.5" />
      </svg>
      {name}
    </a>
  );
}
