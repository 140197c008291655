import { record } from "../audit/record";
import { beforeAct } from "../command/before-act";
import { transact } from "../command/transact";
import { actorScope, type Ctx } from "../core/context";
import { refusal } from "../core/errors";
import { authorize } from "../identity/authorize";
import { takeTry } from "../identity/throttle";
import { type AccountStatement, accountStatement, type Period, statementNumber } from "./account-statement";

/** A statement that is about to leave the bank as a file, recorded before it is given. Refuses `account_not_found`, `statement_long`, `papers_too_often`. */
export async function takeStatement(
  ctx: Ctx,
  id: string,
  period: Period,
  format: "pdf" | "camt.053",
): Promise<AccountStatement> {
  const asked = await beforeAct(ctx, "statement.export", async () => {
    authorize(ctx.actor, "movement.read");
    const attempt = await takeTry(ctx.db, [{ rule: "papers", of: [actorScope(ctx.actor)] }]);
    if (!attempt) throw refusal("papers_too_often");
    return accountStatement(ctx, id, period);
  });
  return transact(ctx, "statement.export", async (inside) => {
    await record(inside, {
      act: "statement.exported",
      subjectKind: "account",
      subjectId: asked.account.id,
      customerId: asked.account.owners[0]?.id ?? null,
      after: { ...period, format, number: statementNumber(period) },
    });
    return asked;
  });
}
