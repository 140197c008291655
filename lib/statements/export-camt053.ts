import type { Ctx } from "../core/context";
import { newId } from "../core/ids";
import { type Period, statementNumber } from "./account-statement";
import { camt053 } from "./camt053";
import { takeStatement } from "./take-statement";

/** An account's statement over a period as an ISO 20022 message for programs; recorded before it is given. Refuses `account_not_found`, `statement_long`, `papers_too_often`. */
export async function exportCamt053(
  ctx: Ctx,
  id: string,
  period: Period,
): Promise<{ file: string; iban: string; number: string }> {
  const statement = await takeStatement(ctx, id, period, "camt.053");
  const file = camt053(statement, newId().replaceAll("-", ""));
  return { file, iban: statement.account.iban, number: statementNumber(period) };
}
