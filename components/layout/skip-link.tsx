/** The first stop of the keyboard: over the navigation, straight to the page. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="link sr-only bg-surface p-2 focus:not-sr-only focus:absolute focus:z-10 focus:m-1"
      data-no-print=""
    >
      Skip to the page
    </a>
  );
}
