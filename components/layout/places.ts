/** A place of the frame, and the other paths that belong to it; an exact one is only itself. */
export type Place = { href: string; also?: readonly string[]; exact?: boolean };

/** Which of the places a path lies in: of /settings and /settings/staff the longer one. */
export function placeAt(places: readonly Place[], path: string): string | undefined {
  const reached = places.flatMap(({ href, also = [], exact = false }) =>
    (exact ? [] : [href, ...also])
      .filter((way) => path.startsWith(`${way}/`))
      .concat([href, ...also].filter((way) => way === path))
      .map((way) => ({ href, way })),
  );
  return reached.sort((a, b) => b.way.length - a.way.length)[0]?.href;
}

/**
 * Marks where the reader is in each row of places on the page: the frame is not drawn again from one page to the next.
 * Where the places are a row, the one at hand comes into its middle.
 */
export function markPlaces(path: string): void {
  for (const nav of document.querySelectorAll<HTMLElement>("[data-places]")) {
    const links = [...nav.querySelectorAll<HTMLAnchorElement>("a[href]")];
    const here = placeAt(links.map(placeOf), path);
    for (const link of links) mark(link, link.getAttribute("href") === here);
    const at = links.find((link) => link.ariaCurrent);
    if (!at) continue;
    const [outer, inner] = [nav.getBoundingClientRect(), at.getBoundingClientRect()];
    nav.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2;
  }
}

function mark(link: HTMLAnchorElement, here: boolean): void {
  if (here) link.setAttribute("aria-current", "page");
  else link.removeAttribute("aria-current");
}

function placeOf(link: HTMLAnchorElement): Place {
  const { also, exact } = link.dataset;
  return { href: link.getAttribute("href") ?? "", also: also?.split(" ") ?? [], exact: exact !== undefined };
}

/** The attributes of a place's link, as `markPlaces` reads them again. */
export function placeLink({ href, also, exact }: Place, here: string | undefined) {
  return {
    href,
    ...(also ? { "data-also": also.join(" ") } : {}),
    ...(exact ? { "data-exact": "" } : {}),
    ...(href === here ? ({ "aria-current": "page" } as const) : {}),
  };
}
