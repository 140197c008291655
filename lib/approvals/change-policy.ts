import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { bankFacts } from "../calendar/queries";
import { transact } from "../command/transact";
import { parseAmountOrRefuse } from "../core/amounts";
import type { Ctx, Role, StaffActor } from "../core/context";
import { formatDate } from "../core/dates";
import { refusal } from "../core/errors";
import { newId } from "../core/ids";
import { formatMoney } from "../core/money";
import { assertFresh, authorize } from "../identity/authorize";
import { spokenRole } from "../identity/staff-rights";
import { demandApproval } from "./demand-approval";
import { firstDayOf, oneAtATime } from "./first-day";
import { moneyKindWords } from "./policy-words";
import type { changePolicyInput } from "./schema";

type Input = z.output<typeof changePolicyInput>;

/**
 * Says from which amount whose agreement an act needs, from a banking day on, once a second administrator has agreed; or
 * that it needs none any more. Refuses `day_passed`, `policy_unchanged`, `currency_unknown`.
 */
export async function changePolicy(ctx: Ctx<StaffActor>, input: Input) {
  return transact(ctx, "policy.change", async (inside) => {
    authorize(inside.actor, "limit.manage");
    if (!inside.approval) assertFresh(inside.actor);
    const effectiveFrom = firstDayOf(inside, input.effectiveFrom);
    const { currencies } = await bankFacts(inside.db);
    const currency = currencies.find((one) => one === input.currency);
    if (!currency) throw refusal("currency_unknown");
    const fromMinor = parseAmountOrRefuse(input.from, currency, "from");
    const role = input.role === "anyone" ? null : input.role;
    const checkerRole = input.checkerRole === "nobody" ? null : input.checkerRole;
    const sql = sqlOf(inside.db);
    await oneAtATime(inside, `${input.kind} ${input.role} ${currency} ${fromMinor}`);
    const [now] = await sql<{ checkerRole: Role | null }[]>`
      select checker_role as "checkerRole" from approval_policies
      where kind = ${input.kind} and currency = ${currency} and from_minor = ${fromMinor.toString()}
        and role is not distinct from ${role} and effective_from <= ${effectiveFrom}
      order by effective_from desc, id desc limit 1`;
    if ((now?.checkerRole ?? null) === checkerRole) throw refusal("policy_unchanged", undefined, "checkerRole");
    const words = (decider: Role | null) => ({
      act: moneyKindWords[input.kind],
      by: role ? spokenRole(role) : "anyone",
      from: formatMoney({ minor: fromMinor, currency }),
      must_agree: decider ? spokenRole(decider) : "nobody",
    });
    const change = {
      before: words(now?.checkerRole ?? null),
      after: { ...words(checkerRole), valid_from: formatDate(effectiveFrom) },
    };
    const pending = await demandApproval(inside, {
      kind: "policy.change",
      payload: input,
      subjectKind: "policy",
      subjectId: `${input.kind} ${input.role} ${currency} ${fromMinor}`,
      branchId: null,
      reason: input.reason,
      ...change,
      always: true,
    });
    if (pending) return pending;
    const id = newId<"approvalPolicy">();
    await sql`
      insert into approval_policies (id, kind, role, currency, from_minor, checker_role, effective_from, approval_id)
      values (${id}, ${input.kind}, ${role}, ${currency}, ${fromMinor.toString()}, ${checkerRole}, ${effectiveFrom},
        ${inside.approval?.id ?? null})`;
    await record(inside, {
      act: "policy.changed",
      subjectKind: "policy",
      subjectId: id,
      amount: { minor: fromMinor, currency },
      before: change.before,
      after: { ...change.after, reason: input.reason },
    });
    return { policyId: id };
  });
}
