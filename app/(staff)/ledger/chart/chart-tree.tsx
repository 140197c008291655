import type { ReactNode } from "react";
import type { Currency } from "@/lib/core/currencies";
import type { ChartAccount, ChartClass, ChartLeaf } from "@/lib/ledger/chart-of-accounts";
import { Sided } from "../accounts/[id]/account-balance";
import { classNames } from "../class-names";

/** The chart as a tree that opens and closes: class, account, branch. */
export function ChartTree({ classes, currency }: { classes: readonly ChartClass[]; currency: Currency }) {
  return (
    <ul className="grid max-w-[52rem] gap-4">
      {classes.map(({ class: name, balanceMinor, accounts }) => (
        <li key={name}>
          <details open>
            <Summary>
              <Line strong balanceMinor={balanceMinor} currency={currency}>
                {classNames[name]}
              </Line>
            </Summary>
            <ul className="border-rule border-t ps-4 max-sm:ps-0">
              {accounts.map((account) => (
                <li key={account.code} className="border-rule border-b">
                  <Account account={account} currency={currency} />
                </li>
              ))}
            </ul>
          </details>
        </li>
      ))}
    </ul>
  );
}

function Account({ account, currency }: { account: ChartAccount; currency: Currency }) {
  const { code, name, branches, balanceMinor } = account;
  const number = <span className="inline-block min-w-12 whitespace-nowrap pe-2 font-mono">{code}</span>;
  const [only] = branches;
  if (only && branches.length === 1) {
    return (
      <div className="flex items-baseline py-1.5">
        <span className="w-5 shrink-0" />
        <Line balanceMinor={balanceMinor} currency={currency}>
          {number}
          <Open leaf={only}>{name}</Open>{" "}
          <span className="text-ink-2 text-meta">{`· ${only.branch}${countOf(account)}`}</span>
        </Line>
      </div>
    );
  }
  return (
    <details>
      <Summary>
        <Line balanceMinor={balanceMinor} currency={currency}>
          {number}
          {name} <span className="text-ink-2 text-meta">{countOf(account)}</span>
        </Line>
      </Summary>
      <ul className="pb-1.5 ps-17">
        {branches.map((leaf) => (
          <li key={leaf.id} className="py-1">
            <Line balanceMinor={leaf.balanceMinor} currency={currency}>
              <Open leaf={leaf}>{leaf.branch}</Open>{" "}
              <span className="text-ink-2 text-meta">{account.isControl ? countOf({ ...account, ...leaf }) : ""}</span>
            </Line>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What opens and closes, with a mark of a fixed width, so that names and figures keep their lines. */
function Summary({ children }: { children: ReactNode }) {
  return (
    <summary className="flex cursor-pointer list-none items-baseline py-1.5 [&::-webkit-details-marker]:hidden">
      <span aria-hidden="true" className="w-5 shrink-0 text-ink-2">
        <span className="inline-block [details[open]>summary>span>&]:rotate-90">▸</span>
      </span>
      {children}
    </summary>
  );
}

function countOf({ isControl, accounts }: { isControl: boolean; accounts: bigint }): string {
  if (!isControl) return "";
  return accounts === 1n ? " · 1 account" : ` · ${accounts} accounts`;
}

function Open({ leaf: { id }, children }: { leaf: ChartLeaf; children: ReactNode }) {
  return (
    <a href={`/ledger/accounts/${id}`} className="link">
      {children}
    </a>
  );
}

type LineProps = { balanceMinor: bigint; currency: Currency; strong?: boolean; children: ReactNode };

function Line({ balanceMinor, currency, strong = false, children }: LineProps) {
  return (
    <span
      className={`flex min-w-0 grow flex-wrap items-baseline justify-between gap-x-4 pe-2 ${strong ? "font-semibold" : ""}`}
    >
      <span>{children}</span>
      <span className="ms-auto">
        <Sided minor={balanceMinor} currency={currency} />
      </span>
    </span>
  );
}
