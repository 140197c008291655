import type { ReactNode } from "react";

/** A page of a customer being served: the dark strip edge to edge on top, the page below. Stands first in the page. */
export function WithStrip({ strip, children }: { strip: ReactNode; children: ReactNode }) {
  return (
    <>
      <div className="-mx-5 -mt-4 mb-4 md:sticky md:top-0 md:z-[1]">{strip}</div>
      {children}
    </>
  );
}
