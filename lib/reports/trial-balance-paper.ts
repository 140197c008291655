import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { formatLocalTime } from "../core/local-time";
import { formatMinor } from "../core/money";
import { type TrialBalance, trialBalanceTitle } from "../ledger/trial-balance";
import { openPaper } from "../statements/paper";

type Of = { bank: { name: string; bic: string }; currency: Currency; branch: string | null };

/**
 * Draws a trial balance as a tagged PDF: what stands on each account as of its day, or now, in debit or in credit, the
 * totals, and the difference, always printed. Accounts at nought are left out.
 */
export async function trialBalancePaper(
  balance: TrialBalance,
  { bank, currency, branch }: Of,
  printedOn: BusinessDate,
): Promise<Buffer> {
  const standing = balance.lines
    .map((line) => ({ ...line, minor: line.closedMinor + line.debitsMinor - line.creditsMinor }))
    .filter(({ minor }) => minor !== 0n);
  const amount = (minor: bigint) => formatMinor(minor, currency);
  const sum = (of: (minor: bigint) => bigint) => standing.reduce((total, { minor }) => total + of(minor), 0n);
  const [debits, credits] = [sum(debitOf), sum(creditOf)];
  const title = `Trial balance in ${currency}`;
  const paper = await openPaper(title, bank.name, printedOn);
  paper.head(bank, [
    branch ? `${branch} branch` : "All branches",
    trialBalanceTitle(balance),
    `Read on ${formatLocalTime(balance.readAt)}`,
  ]);
  await paper.table(
    [
      { head: "Account", width: 239 },
      { head: `Debit ${currency}`, width: 130, num: true },
      { head: `Credit ${currency}`, width: 130, num: true },
    ],
    standing.map(({ code, name, branch: at, class: kind, minor }) => [
      `${code} ${name}\n${kind}, ${at}`,
      minor > 0n ? amount(minor) : "",
      minor < 0n ? amount(-minor) : "",
    ]),
    ["Total", amount(debits), amount(credits)],
  );
  const difference = debits - credits;
  paper.say(
    `Difference ${amount(difference)} — ${difference === 0n ? "balanced" : "does not balance: stop and run the proofs"}.`,
  );
  paper.say("Accounts on which nothing stands are left out.");
  return paper.end(`${title} · read on ${formatLocalTime(balance.readAt)}`);
}

const debitOf = (minor: bigint) => (minor > 0n ? minor : 0n);
const creditOf = (minor: bigint) => (minor < 0n ? -minor : 0n);
