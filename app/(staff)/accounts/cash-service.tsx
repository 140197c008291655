import type { ReactNode } from "react";
import { type Change, WhatThisChanges } from "@/components/bank/what-this-changes";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { AccountPage } from "@/lib/accounts/queries";
import type { AccountStop } from "@/lib/accounts/stop-queries";
import type { CounterService } from "@/lib/cash/counter-queries";
import type { Currency } from "@/lib/core/currencies";
import type { FeeTerms } from "@/lib/core/fee";
import { formatMaskedIban } from "@/lib/core/iban";
import { AlreadyPosted } from "../already-posted";
import { limitWords } from "../cash/limit-words";
import { accountKinds } from "./account-words";
import { backToAccount } from "./back-to-account";
import { TillLatest } from "./till-latest";

type CashServiceProps = {
  title: string;
  /** The id of the form whose amount the panel reads. */
  formId: string;
  effect: "adds" | "takes";
  service: CounterService;
  children: ReactNode;
};

/** Cash over the counter: the form, beside it what it changes and what was last done at this till. */
export function CashService({ title, formId, effect, service, children }: CashServiceProps) {
  const { account, till, latest } = service;
  const drawer = till?.cash.find((cash) => cash.currency === account.currency);
  const limit = drawer && limitWords(drawer);
  const stop = whyNot(service, drawer !== undefined);
  const changes = [
    ...accountChanges(account, effect),
    ...(till && drawer
      ? [
          {
            label: `${till.name}, ${account.currency}`,
            beforeMinor: drawer.expectedMinor,
            effect,
            ...(effect === "takes" ? { floorMinor: 0n } : {}),
            ...(limit ? { note: limit } : {}),
          },
        ]
      : []),
  ];
  return (
    <>
      <PageHeader back={backToAccount(account)} title={title} />
      {stop ?? (
        <Service
          formId={formId}
          currency={account.currency}
          changes={changes}
          fee={service.fee}
          side={<TillLatest rows={latest} />}
          counted
        >
          {children}
        </Service>
      )}
    </>
  );
}

type ServiceProps = {
  formId: string;
  currency: Currency;
  changes: readonly Change[];
  /** What the movement costs the account. */
  fee?: FeeTerms | null;
  side: ReactNode;
  /** The form has a grid of notes beside its fields. */
  counted?: true;
  children: ReactNode;
};

/** A money form with what it changes close beside it, so that the eye stays where the hand is. */
export function Service({ formId, currency, changes, fee = null, side, counted, children }: ServiceProps) {
  const columns = counted
    ? "gap-x-6 lg:grid-cols-[minmax(0,49rem)_minmax(19rem,26rem)]"
    : "gap-x-8 lg:grid-cols-[minmax(0,29rem)_minmax(20.5rem,26rem)]";
  return (
    <div className={`grid items-start gap-y-5 ${columns}`}>
      <div>
        <AlreadyPosted formId={formId} />
        {children}
      </div>
      <div className="grid gap-3">
        <Panel title="What this changes">
          <WhatThisChanges formId={formId} currency={currency} changes={changes} fee={fee} />
        </Panel>
        {side}
      </div>
    </div>
  );
}

/** Fields with the count beside them, and the end of the form beneath the fields. On narrow screens they stand in that order. */
export function Counted({ count, end, children }: { count: ReactNode; end: ReactNode; children: ReactNode }) {
  return (
    <div className="grid content-start gap-(--gap) xl:grid-cols-[minmax(0,1fr)_18.5rem] xl:grid-rows-[auto_1fr] xl:gap-x-6">
      <div className="grid content-start gap-(--gap)">{children}</div>
      <div className="xl:col-start-2 xl:row-span-2 xl:row-start-1">{count}</div>
      <div className="grid content-start gap-(--gap)">{end}</div>
    </div>
  );
}

/** What an amount does to an account: booked and available, and how much is missing when it takes too much. */
export function accountChanges(account: AccountPage, effect: "adds" | "takes"): Change[] {
  const name = `${account.owners[0]?.name ?? "Account"} ${formatMaskedIban(account.iban)}, booked`;
  return [
    { label: name, beforeMinor: account.bookedMinor, effect, bearsFee: true },
    {
      label: "Available",
      beforeMinor: account.availableMinor,
      effect,
      bearsFee: true,
      ...(effect === "takes" ? { floorMinor: 0n } : {}),
    },
  ];
}

/** The account of a money form, as a fact and not as a field: it was chosen before. */
export function ChosenAccount({ label, account }: { label: string; account: AccountPage }) {
  return (
    <div>
      <p className="mb-1 font-semibold">{label}</p>
      <p className="flex min-h-(--control) flex-wrap items-center justify-between gap-x-3 rounded-control border border-rule bg-sunken px-2">
        <span>{accountKinds[account.kind]}</span>
        <span>
          <span className="font-mono text-meta">{formatMaskedIban(account.iban)}</span>{" "}
          <span className="text-ink-2">{account.currency}</span>
        </span>
      </p>
    </div>
  );
}

const tillStops = {
  open: null,
  suspended: "Your till is suspended",
  counting: "Your till is being counted",
  closed: "Your till is not open",
};

function whyNot({ account, till, stop }: CounterService, inCurrency: boolean): ReactNode {
  const back = <ButtonLink href={`/accounts/${account.id}`}>Back to the account</ButtonLink>;
  if (account.status !== "active") return <Stop title="This account is not active">{back}</Stop>;
  if (stop) return <AccountStopped account={account} stop={stop} />;
  const closed = tillStops[till?.status ?? "closed"];
  if (closed) {
    return (
      <Stop title={closed}>
        <ButtonLink href="/desk" look="primary" keys="F9">
          {till ? "To the desk" : "Open a till"}
        </ButtonLink>
      </Stop>
    );
  }
  return inCurrency ? null : <Stop title={`Your till holds no ${account.currency}`}>{back}</Stop>;
}

const stopTitles: Partial<Record<string, string>> = {
  account_dormant: "This account is dormant",
  account_blocked: "This account is blocked",
  account_under_review: "Nothing can leave this account",
  owner_deceased: "An owner of this account has died",
  papers_overdue: "The papers of the owner, or of who signs, have run out",
  senior_consent_missing: "A senior manager is asked to consent first",
  declarations_missing: "The owner has declared nothing yet",
};

const aboutOwner: readonly string[] = ["papers_overdue", "senior_consent_missing", "declarations_missing"];

/** In the place of a form: why no money can move, who can help, and where. */
export function AccountStopped({ account, stop }: { account: AccountPage; stop: AccountStop }) {
  const help =
    stop.reason === "account_dormant"
      ? { href: `/accounts/${account.id}/dormancy`, label: "Have it woken" }
      : stop.reason === "account_blocked"
        ? { href: `/accounts/${account.id}/blocks`, label: "See the blocks" }
        : aboutOwner.includes(stop.reason)
          ? { href: `/customers/${account.owners[0]?.id}`, label: "See the customer" }
          : null;
  return (
    <div className="grid max-w-measure justify-items-start gap-3">
      <Callout tone="held" title={stopTitles[stop.reason] ?? "No money can move on this account"}>
        {stop.sentence}{" "}
        <a href="/help" className="link">
          Who can help
        </a>
      </Callout>
      <div className="flex flex-wrap gap-3">
        {help ? <ButtonLink href={help.href}>{help.label}</ButtonLink> : null}
        <ButtonLink href={`/accounts/${account.id}`}>Back to the account</ButtonLink>
      </div>
    </div>
  );
}

function Stop({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid max-w-measure justify-items-start gap-3">
      <Callout tone="held" title={title}>
        Cash is taken and paid at an open till, on an active account in a currency the till holds.{" "}
        <a href="/help" className="link">
          Who can help
        </a>
      </Callout>
      {children}
    </div>
  );
}
