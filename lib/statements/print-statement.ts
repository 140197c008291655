import { record } from "../audit/record";
import { transact } from "../command/transact";
import { actorScope, type Ctx } from "../core/context";
import { refusal } from "../core/errors";
import { authorize } from "../identity/authorize";
import { takeTry } from "../identity/throttle";
import { accountStatement, type Period, statementNumber } from "./account-statement";
import { statementPdf } from "./statement-pdf";

/** An account's statement over a period as a PDF to hand out; recorded before it is given. Refuses `account_not_found`, `statement_long`, `papers_too_often`. */
export async function printStatement(
  ctx: Ctx,
  id: string,
  period: Period,
): Promise<{ file: Buffer; iban: string; number: string }> {
  authorize(ctx.actor, "movement.read");
  const attempt = await takeTry(ctx.db, [{ rule: "papers", of: [actorScope(ctx.actor)] }]);
  const asked = attempt && (await accountStatement(ctx, id, period));
  const number = statementNumber(period);
  const statement = await transact(ctx, "statement.export", async (inside) => {
    if (!asked) throw refusal("papers_too_often");
    await record(inside, {
      act: "statement.exported",
      subjectKind: "account",
      subjectId: asked.account.id,
      customerId: asked.account.owners[0]?.id ?? null,
      after: { ...period, format: "pdf", number },
    });
    return asked;
  });
  return { file: await statementPdf(statement, ctx.businessDate), iban: statement.account.iban, number };
}
