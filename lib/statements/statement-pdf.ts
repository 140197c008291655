import { describeMovement } from "../accounts/load-movement";
import type { StatementRow } from "../accounts/statement";
import type { Currency } from "../core/currencies";
import { type BusinessDate, formatDate } from "../core/dates";
import { formatIban } from "../core/iban";
import { formatMinor } from "../core/money";
import { type AccountStatement, statementNumber } from "./account-statement";
import { openPaper } from "./paper";

/** Draws a statement as a tagged PDF: who, which account, the control totals, every movement, and page x of y. */
export async function statementPdf(statement: AccountStatement, printedOn: BusinessDate): Promise<Buffer> {
  const { account, period, bank, rows, ...totals } = statement;
  const { currency } = account;
  const number = statementNumber(period);
  const paper = await openPaper(`Account statement ${number}`, bank.name, printedOn);
  paper.head(bank, [
    account.owners.map(({ name }) => name).join(", "),
    `${account.product}, IBAN ${formatIban(account.iban)}, ${currency}`,
    `${formatDate(period.from)} to ${formatDate(period.to)}${totals.final ? "" : ", so far: the last day is not closed yet"}`,
  ]);
  paper.sums([
    { term: "Opening balance", amount: formatMinor(totals.openingMinor, currency), strong: true },
    { term: "Paid in", amount: formatMinor(totals.paidInMinor, currency) },
    { term: "Paid out", amount: formatMinor(-totals.paidOutMinor, currency) },
    { term: "Closing balance", amount: formatMinor(totals.closingMinor, currency), strong: true },
    { term: "Number of movements", amount: String(totals.movements) },
  ]);
  await paper.table(
    [
      { head: "Date", width: 68 },
      { head: "Description and reference", width: 212 },
      { head: `Paid out ${currency}`, width: 72, num: true },
      { head: `Paid in ${currency}`, width: 72, num: true },
      { head: `Balance ${currency}`, width: 75, num: true },
    ],
    cellsOf(rows, currency),
  );
  if (rows.length === 0) paper.say("Nothing was booked in this period.");
  return paper.end(`${formatIban(account.iban)} · statement ${number}`);
}

function* cellsOf(rows: readonly StatementRow[], currency: Currency): Generator<string[]> {
  for (const row of rows) {
    const { text, note } = describeMovement(row.movement);
    const valued = row.valueDate === row.bookingDate ? "" : `\nvalue ${formatDate(row.valueDate)}`;
    yield [
      `${formatDate(row.bookingDate)}${valued}`,
      `${note ? `${text} · ${note}` : text}\n${row.reference}`,
      row.changeMinor < 0n ? formatMinor(-row.changeMinor, currency) : "",
      row.changeMinor < 0n ? "" : formatMinor(row.changeMinor, currency),
      row.balanceMinor === null ? "" : formatMinor(row.balanceMinor, currency),
    ];
  }
}
