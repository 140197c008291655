import { record } from "../audit/record";
import { beforeAct } from "../command/before-act";
import { readAsActor } from "../command/read-as-actor";
import { transact } from "../command/transact";
import { actorScope, type Ctx } from "../core/context";
import { csvLine } from "../core/csv";
import type { Currency } from "../core/currencies";
import { refusal } from "../core/errors";
import { decimalText } from "../core/money";
import { authorize } from "../identity/authorize";
import { takeTry } from "../identity/throttle";
import { templateTitle } from "../ledger/templates/registry";
import { describeMovement } from "./load-movement";
import { type AccountPage, accountPage } from "./queries";
import { type StatementRow, statementPage } from "./statement";
import type { StatementFilters } from "./statement-filters";

const COLUMNS = [
  "Booking date",
  "Value date",
  "Reference",
  "Kind",
  "Description",
  "Note",
  "Paid out",
  "Paid in",
  "Balance after",
  "Currency",
];

/**
 * An account's statement as CSV, newest first, in pieces as they are read: dates as YYYY-MM-DD, amounts with a decimal
 * point and no grouping, one currency code a row, so many rows a query. It is recorded before the first piece. Refuses `account_not_found`,
 * `papers_too_often`.
 */
export async function exportStatement(
  ctx: Ctx,
  id: string,
  filters: (currency: Currency) => StatementFilters,
  rowsAtOnce = 500,
): Promise<{ account: AccountPage; chosen: StatementFilters; lines: AsyncGenerator<string> }> {
  const account = await beforeAct(ctx, "statement.export", async () => {
    authorize(ctx.actor, "movement.read");
    return (await readAsActor(ctx, (own) => accountPage(own, id))) ?? Promise.reject(refusal("account_not_found"));
  });
  const chosen = filters(account.currency);
  const attempt = await takeTry(ctx.db, [{ rule: "papers", of: [actorScope(ctx.actor)] }]);
  await transact(ctx, "statement.export", (inside) => {
    if (!attempt) throw refusal("papers_too_often");
    return record(inside, {
      act: "statement.exported",
      subjectKind: "account",
      subjectId: account.id,
      customerId: account.owners[0]?.id ?? null,
      after: { from: chosen.from ?? null, to: chosen.to ?? null },
    });
  });
  return { account, chosen, lines: linesOf(ctx, account, chosen, rowsAtOnce) };
}

/** Page by page from cursor to cursor: nothing is kept but the page being written. */
async function* linesOf(
  ctx: Ctx,
  account: AccountPage,
  filters: StatementFilters,
  rowsAtOnce: number,
): AsyncGenerator<string> {
  yield csvLine(COLUMNS);
  for (let older: string | null | undefined; older !== null; ) {
    const from = older ? { older } : {};
    const page = await readAsActor(ctx, (own) => statementPage(own, account.id, filters, from, rowsAtOnce));
    if (page.rows.length > 0) yield page.rows.map((row) => lineOf(row, account.currency)).join("");
    older = page.older;
  }
}

function lineOf(row: StatementRow, currency: Currency): string {
  const { text, note } = describeMovement(row.movement);
  const money = (minor: bigint | null) => (minor === null ? "" : decimalText(minor, currency));
  return csvLine([
    row.bookingDate,
    row.valueDate,
    row.reference,
    templateTitle(row.movement.kind),
    text,
    note ?? "",
    row.changeMinor < 0n ? money(-row.changeMinor) : "",
    row.changeMinor < 0n ? "" : money(row.changeMinor),
    money(row.balanceMinor),
    currency,
  ]);
}
