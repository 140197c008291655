import type { ReactNode } from "react";
import { Brand } from "./brand";
import { IdleWatch } from "./idle-watch";
import { Keyboard } from "./keyboard";
import { NavLink } from "./nav-link";
import { SkipLink } from "./skip-link";
import { SoftLinks } from "./soft-links";
import { SignOut } from "./staff-shell";

export type CustomerPlace = { href: string; label: string; also?: readonly string[] };

type CustomerShellProps = {
  bankName?: string;
  person: string;
  /** Whose session it is, and how long it may stand idle. */
  idle?: { owner: string; idleSeconds: number };
  places: readonly CustomerPlace[];
  helpHref?: string;
  children: ReactNode;
};

/** The frame of self-service, phone first: places at the thumb on a phone, along the top on a wide screen. */
export function CustomerShell({ bankName, person, idle, places, helpHref = "/my/help", children }: CustomerShellProps) {
  return (
    <div data-density="comfortable" className="flex min-h-dvh flex-col pb-20 md:pb-8 print:pb-0">
      <SkipLink />
      {idle ? <IdleWatch {...idle} /> : null}
      <header data-no-print="" className="border-rule md:border-b md:bg-surface">
        <div className="mx-auto flex min-h-13 max-w-[60rem] flex-wrap items-center gap-x-6 px-4">
          <Brand href="/my" name={bankName} />
          <nav aria-label="Places" className="hidden gap-5 md:flex">
            <Places
              places={places}
              className="flex min-h-13 items-center border-b-3 text-ink no-underline"
              current="border-accent font-semibold text-accent!"
              other="border-transparent hover:border-rule"
            />
          </nav>
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
      <nav
        aria-label="Places"
        className="fixed inset-x-0 bottom-0 grid auto-cols-fr grid-flow-col border-rule border-t bg-surface text-meta md:hidden"
      >
        <Places
          places={places}
          className="flex min-h-13 items-center justify-center px-1 text-center text-ink no-underline"
          current="font-semibold text-accent! shadow-[inset_0_3px_0_var(--color-accent)]"
        />
      </nav>
      <Keyboard singleKeys={false} />
      <SoftLinks />
    </div>
  );
}

type PlacesProps = { places: readonly CustomerPlace[]; className: string; current: string; other?: string };

function Places({ places, className, current, other }: PlacesProps) {
  return places.map(({ href, label, also }) => (
    <NavLink
      key={href}
      href={href}
      exact={href === "/my"}
      also={also}
      className={className}
      currentClassName={current}
      otherClassName={other}
    >
      {label}
    </NavLink>
  ));
}
