import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx } from "../core/context";
import { authorize } from "../identity/authorize";
import { accountStatement, type Period, statementNumber } from "./account-statement";
import { statementPdf } from "./statement-pdf";

/** An account's statement over a period as a PDF to hand out; recorded before it is given. Refuses `account_not_found` and `statement_long`. */
export async function printStatement(
  ctx: Ctx,
  id: string,
  period: Period,
): Promise<{ file: Buffer; iban: string; number: string }> {
  authorize(ctx.actor, "movement.read");
  const statement = await accountStatement(ctx, id, period);
  const number = statementNumber(period);
  await transact(ctx, "statement.export", (inside) =>
    record(inside, {
      act: "statement.exported",
      subjectKind: "account",
      subjectId: statement.account.id,
      customerId: statement.account.owners[0]?.id ?? null,
      after: { ...period, format: "pdf", number },
    }),
  );
  return { file: await statementPdf(statement, ctx.businessDate), iban: statement.account.iban, number };
}
