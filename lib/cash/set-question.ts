import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { demandApproval, type Pending } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import { parseAmountOrRefuse } from "../core/amounts";
import type { Ctx, StaffActor } from "../core/context";
import { formatMoney, money } from "../core/money";
import { authorize } from "../identity/authorize";
import { questionKinds, type setQuestionInput } from "./schema";

/** Sets the amount from which the counter asks for a document or for the source of cash, once a second person agreed. */
export function setQuestion(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof setQuestionInput>,
): Promise<{ kind: string } | Pending> {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "cash.question", key, input: asked }, async (inside) => {
    authorize(inside.actor, "bank.manage");
    const { kind, currency } = asked;
    const from = asked.from ? parseAmountOrRefuse(asked.from, currency, "from") : null;
    const sql = sqlOf(inside.db);
    const [stands] = await sql<{ minor: bigint | null }[]>`
      select from_minor as minor from counter_questions where kind = ${kind} and currency = ${currency}`;
    const words = (minor: bigint | null | undefined) => ({
      [questionKinds[kind]]: minor == null ? `Never, in ${currency}` : `From ${formatMoney(money(minor, currency))}`,
    });
    const [before, after] = [words(stands?.minor), words(from)];
    const pending = await demandApproval(inside, {
      kind: "cash.question",
      payload: input,
      subjectKind: "bank",
      subjectId: `${kind} ${currency}`,
      branchId: null,
      reason: asked.reason,
      before,
      after,
      always: true,
    });
    if (pending) return pending;
    await sql`
      insert into counter_questions (kind, currency, from_minor) values (${kind}, ${currency}, ${from?.toString() ?? null}::bigint)
      on conflict (kind, currency) do update set from_minor = excluded.from_minor`;
    await record(inside, {
      act: "cash.question_set",
      subjectKind: "bank",
      subjectId: `${kind} ${currency}`,
      before,
      after: { ...after, reason: asked.reason },
    });
    return { kind };
  });
}
