import type { ReactNode } from "react";
import { Chip } from "@/components/ui/chip";
import { Icon } from "@/components/ui/icon";
import { Still } from "@/components/ui/still";
import { formatDateWithWeekday } from "@/lib/core/dates";
import { Brand } from "./brand";
import { FindForm } from "./find-form";
import { IdleWatch } from "./idle-watch";
import { PageLife } from "./page-life";
import { type NavGroup, Rail } from "./rail";
import { SkipLink } from "./skip-link";

type StaffShellProps = {
  /** The bank's name; the software's own where none is set. */
  bankName?: string;
  navigation: readonly NavGroup[];
  /** Where the reader is. */
  path: string;
  businessDate: string;
  branch: string;
  person: string;
  /** Whose session it is, and how long it may stand idle. */
  idle?: { owner: string; idleSeconds: number };
  /** The teller's till, when they have one open. */
  till?: { name: string; status: "open" | "suspended" | "counting" } | null;
  /** How many requests wait for this person's decision. */
  waiting?: number;
  demo?: boolean;
  /** The dark strip of the customer being served. */
  strip?: ReactNode;
  children: ReactNode;
};

/** The frame of every staff page: one search, the day, the till, what waits, and the places open to this person. */
export function StaffShell(props: StaffShellProps) {
  const {
    bankName,
    navigation,
    path,
    businessDate,
    branch,
    person,
    idle,
    till,
    waiting = 0,
    demo = false,
    strip,
    children,
  } = props;
  return (
    <div
      data-density="compact"
      className="grid min-h-dvh grid-rows-[auto_auto_1fr] md:grid-cols-[11rem_minmax(0,1fr)] md:grid-rows-[auto_1fr] print:block"
    >
      <SkipLink />
      {idle ? <IdleWatch {...idle} /> : null}
      <header
        data-no-print=""
        className="flex min-h-10 flex-wrap items-center gap-x-4 gap-y-1 border-rule border-b bg-surface px-4 py-1 md:col-span-2"
      >
        <Still className="md:w-40">
          <Brand href="/" name={bankName} />
        </Still>
        <FindForm />
        <Still className="flex flex-wrap items-center gap-x-4 gap-y-1 text-meta max-md:order-3 max-md:basis-full md:ms-auto">
          {demo ? <Chip tone="held">Demo</Chip> : null}
          {till ? (
            <Chip tone={till.status === "open" ? "ok" : "held"}>
              {till.name} · {till.status}
            </Chip>
          ) : null}
          {waiting > 0 ? (
            <Chip tone="second" href="/approvals">
              <Icon name="flag" /> {waiting} waiting
            </Chip>
          ) : null}
          <time dateTime={businessDate}>{formatDateWithWeekday(businessDate)}</time>
          <span className="text-ink-2">{branch}</span>
          <a href="/settings/me" className="link inline-flex min-h-8 items-center">
            <bdi>{person}</bdi>
          </a>
        </Still>
        <Still className="flex items-center gap-x-4 text-meta max-md:order-1 max-md:ms-auto">
          <SignOut />
          <a href="/help" className="link inline-flex min-h-8 items-center">
            Help
          </a>
        </Still>
      </header>
      <Rail groups={navigation} path={path} />
      <div className="flex min-w-0 flex-col print:block">
        {strip}
        <main
          id="main"
          tabIndex={-1}
          className="min-w-0 flex-1 px-5 py-4 focus-visible:shadow-none focus-visible:outline-none"
        >
          {children}
        </main>
      </div>
      <PageLife singleKeys />
    </div>
  );
}

/** Ends the session by an ordinary post, so that nothing of the bank stays in the browser's memory. */
export function SignOut() {
  return (
    <form method="post" action="/sign-out">
      <button type="submit" className="link min-h-(--control) cursor-pointer">
        Sign out
      </button>
    </form>
  );
}
