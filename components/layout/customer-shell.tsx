import type { ReactNode } from "react";
import { Still } from "@/components/ui/still";
import { Brand } from "./brand";
import { IdleWatch } from "./idle-watch";
import { PageLife } from "./page-life";
import { type Place, placeAt, placeLink } from "./places";
import { SkipLink } from "./skip-link";
import { SignOut } from "./staff-shell";

export type CustomerPlace = Place & { label: string };

type CustomerShellProps = {
  bankName?: string;
  person: string;
  /** Whose session it is, and how long it may stand idle. */
  idle?: { owner: string; idleSeconds: number };
  places: readonly CustomerPlace[];
  /** Where the reader is. */
  path: string;
  helpHref?: string;
  children: ReactNode;
};

/** The frame of self-service, phone first: places at the thumb on a phone, along the top on a wide screen. */
export function CustomerShell({
  bankName,
  person,
  idle,
  places,
  path,
  helpHref = "/my/help",
  children,
}: CustomerShellProps) {
  return (
    <div data-density="comfortable" className="flex min-h-dvh flex-col pb-20 md:pb-8 print:pb-0">
      <SkipLink />
      {idle ? <IdleWatch {...idle} /> : null}
      <header data-no-print="" className="border-rule md:border-b md:bg-surface">
        <div className="mx-auto flex min-h-13 max-w-[60rem] flex-wrap items-center gap-x-6 px-4">
          <Brand href="/my" name={bankName} />
          <Still as="nav" aria-label="Places" data-places="" className="hidden gap-5 md:flex">
            <Places places={places} path={path} className="place-above" />
          </Still>
          <div className="ms-auto flex items-center gap-4 text-staff">
            <bdi className="hidden text-ink-2 md:inline">{person}</bdi>
            <SignOut />
            <a href={helpHref} className="link inline-flex min-h-11 items-center">
              Help
            </a>
          </div>
        </div>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto w-full max-w-[60rem] flex-1 px-4 pt-1 focus-visible:shadow-none focus-visible:outline-none md:pt-6"
      >
        {children}
      </main>
      <Still
        as="nav"
        aria-label="Places"
        data-places=""
        className="fixed inset-x-0 bottom-0 grid auto-cols-fr grid-flow-col border-rule border-t bg-surface text-meta md:hidden"
      >
        <Places places={places} path={path} className="place-below" />
      </Still>
      <PageLife singleKeys={false} />
    </div>
  );
}

type PlacesProps = { places: readonly CustomerPlace[]; path: string; className: string };

function Places({ places, path, className }: PlacesProps) {
  const here = placeAt(places, path);
  return places.map((place) => (
    <a key={place.href} {...placeLink(place, here)} className={className}>
      {place.label}
    </a>
  ));
}
