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
            <summary className="cursor-pointer border-rule border-b py-1.5">
              <Line summary strong balanceMinor={balanceMinor} currency={currency}>
                {classNames[name]}
              </Line>
            </summary>
            <ul className="ps-4">
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
  const label = (
    <>
      <span className="inline-block min-w-12 whitespace-nowrap pe-2 font-mono">{code}</span>
      {name} <span className="text-ink-2 text-meta">{countOf(account)}</span>
    </>
  );
  const [only] = branches;
  if (only && branches.length === 1) {
    return (
      <div className="py-1.5 ps-4">
        <Line balanceMinor={balanceMinor} currency={currency}>
          <span className="inline-block min-w-12 whitespace-nowrap pe-2 font-mono">{code}</span>
          <Open leaf={only}>{name}</Open>{" "}
          <span className="text-ink-2 text-meta">{`· ${only.branch}${countOf(account)}`}</span>
        </Line>
      </div>
    );
  }
  return (
    <details>
      <summary className="cursor-pointer py-1.5">
        <Line summary balanceMinor={balanceMinor} currency={currency}>
          {label}
        </Line>
      </summary>
      <ul className="pb-1.5 ps-20">
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

type LineProps = {
  balanceMinor: bigint;
  currency: Currency;
  strong?: boolean;
  /** Beside the mark that opens and closes. */
  summary?: boolean;
  children: ReactNode;
};

function Line({ balanceMinor, currency, strong = false, summary = false, children }: LineProps) {
  return (
    <span
      className={`inline-flex ${summary ? "w-[calc(100%-1.25rem)]" : "w-full"} flex-wrap items-baseline justify-between gap-x-4 pe-2 align-top ${strong ? "font-semibold" : ""}`}
    >
      <span>{children}</span>
      <span className="ms-auto">
        <Sided minor={balanceMinor} currency={currency} />
      </span>
    </span>
  );
}
