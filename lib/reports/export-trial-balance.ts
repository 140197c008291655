import { createHash } from "node:crypto";
import { record } from "../audit/record";
import { bankFacts } from "../calendar/queries";
import { beforeAct } from "../command/before-act";
import { transact } from "../command/transact";
import { actorScope, type Ctx, type StaffActor } from "../core/context";
import { csvLine } from "../core/csv";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import { decimalText } from "../core/money";
import { authorize, branchScope } from "../identity/authorize";
import { takeTry } from "../identity/throttle";
import { readUntil } from "../ledger/account-as-of";
import { type TrialBalance, trialBalance } from "../ledger/trial-balance";
import { trialBalanceAsOf } from "../ledger/trial-balance-as-of";
import { trialBalancePaper } from "./trial-balance-paper";

type Asked = {
  currency?: string | undefined;
  branch?: string | undefined;
  asOf?: string | undefined;
  format?: "csv" | "pdf" | undefined;
};

/**
 * The trial balance as a file, CSV or PDF, of the day and branch asked for within the viewer's scope, in the bank's own
 * currency unless another of it is named; with its total, the difference and each day's status. That it was taken is
 * recorded. Refuses `papers_too_often`, `date_unreadable`, `as_of_future`.
 */
export async function exportTrialBalance(
  ctx: Ctx<StaffActor>,
  { branch, asOf, format = "csv", ...asked }: Asked,
): Promise<{ file: string | Buffer; currency: Currency; day: BusinessDate }> {
  await beforeAct(ctx, "ledger.trial_balance_export", () => authorize(ctx.actor, "ledger.read"));
  const bank = await bankFacts(ctx.db);
  const currency = bank.currencies.find((one) => one === asked.currency) ?? bank.baseCurrency;
  const within = branchScope(ctx.actor, "ledger.read") ?? branch;
  const named = bank.branches.find(({ id }) => id === within)?.name ?? null;
  const attempt = await takeTry(ctx.db, [{ rule: "papers", of: [actorScope(ctx.actor)] }]);
  return transact(ctx, "ledger.trial_balance_export", async (inside) => {
    if (!attempt) throw refusal("papers_too_often");
    const { until, fault } = await readUntil(inside, { asOf });
    if (fault) throw fault;
    const balance = until
      ? await trialBalanceAsOf(inside, currency, until.day, branch)
      : await trialBalance(inside, currency, branch);
    const day = until?.day ?? inside.businessDate;
    const file =
      format === "pdf"
        ? await trialBalancePaper(balance, { bank, currency, branch: named }, inside.businessDate)
        : trialBalanceCsv(balance, currency, until === null);
    await record(inside, {
      act: "ledger.trial_balance_exported",
      subjectKind: "report",
      subjectId: "trial-balance",
      after: {
        currency,
        as_of: day,
        ...(branch ? { branch } : {}),
        format,
        sha256: createHash("sha256").update(file).digest("hex"),
      },
    });
    return { file, currency, day };
  });
}

/** The lines of a trial balance by account and branch, then their total, the difference between debits and credits, the status of each day, and when they were read. */
export function trialBalanceCsv(
  { closedDay, days, readAt, lines }: TrialBalance,
  currency: Currency,
  since: boolean,
): string {
  const at = closedDay ? ` on ${closedDay}` : "";
  const amount = (minor: bigint) => decimalText(minor, currency);
  const figures = (debit: bigint, credit: bigint, debits: bigint, credits: bigint) => [
    amount(debit),
    amount(credit),
    ...(since ? [amount(debits), amount(credits), amount(debit - credit + debits - credits)] : []),
  ];
  const head = ["Account", "Name", "Branch", "Currency", `Debit${at}`, `Credit${at}`];
  const sums = { debit: 0n, credit: 0n, debits: 0n, credits: 0n };
  const rows = lines.map(({ code, name, branch, closedMinor, debitsMinor, creditsMinor }) => {
    const [debit, credit] = closedMinor > 0n ? [closedMinor, 0n] : [0n, -closedMinor];
    sums.debit += debit;
    sums.credit += credit;
    sums.debits += debitsMinor;
    sums.credits += creditsMinor;
    return [code, name, branch, currency, ...figures(debit, credit, debitsMinor, creditsMinor)];
  });
  const { debit, credit, debits, credits } = sums;
  return [
    [...head, ...(since ? ["Debits since", "Credits since", "Balance now"] : [])],
    ...rows,
    ["", "Total", "", currency, ...figures(debit, credit, debits, credits)],
    ["", "Difference", "", currency, amount(debit - credit + debits - credits)],
    ...days.map(({ day, status }) => ["", `${day} is ${status}`]),
    ["", `Read on ${readAt}`],
  ]
    .map(csvLine)
    .join("");
}
