import type { Ctx } from "../core/context";
import { type Period, statementNumber } from "./account-statement";
import { statementPdf } from "./statement-pdf";
import { takeStatement } from "./take-statement";

/** An account's statement over a period as a PDF to hand out; recorded before it is given. Refuses `account_not_found`, `statement_long`, `papers_too_often`. */
export async function printStatement(
  ctx: Ctx,
  id: string,
  period: Period,
): Promise<{ file: Buffer; iban: string; number: string }> {
  const statement = await takeStatement(ctx, id, period, "pdf");
  const file = await statementPdf(statement, ctx.businessDate);
  return { file, iban: statement.account.iban, number: statementNumber(period) };
}
