import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { bankFacts } from "../calendar/queries";
import { transact } from "../command/transact";
import { parseAmountOrRefuse } from "../core/amounts";
import type { Ctx, Role, StaffActor, TxCtx } from "../core/context";
import type { Currency } from "../core/currencies";
import { formatDate } from "../core/dates";
import { refusal } from "../core/errors";
import { newId, type UserId } from "../core/ids";
import { formatMoney } from "../core/money";
import { assertFresh, authorize } from "../identity/authorize";
import { lockColleague, spokenRole } from "../identity/staff-rights";
import { notify } from "../notifications/notify";
import { demandApproval } from "./demand-approval";
import { firstDayOf, oneAtATime } from "./first-day";
import type { changeLimitInput } from "./schema";

type Input = z.output<typeof changeLimitInput>;
type Amounts = { perTransactionMinor: bigint | null; perDayMinor: bigint | null; secondFromMinor: bigint | null };

/**
 * Sets what a role or a person may move by themselves in one currency, from a banking day on, once a second administrator
 * has agreed; everyone whose limit it is, is told. An amount left empty is no bound; a person without any has their roles'
 * limits. Refuses `own_limits`, `day_passed`, `day_limit_smaller`, `limit_unchanged`.
 */
export async function changeLimit(ctx: Ctx<StaffActor>, input: Input) {
  return transact(ctx, "limit.change", async (inside) => {
    authorize(inside.actor, "limit.manage");
    if (!inside.approval) assertFresh(inside.actor);
    const effectiveFrom = firstDayOf(inside, input.effectiveFrom);
    const holder = await holderOf(inside, input);
    const { currencies } = await bankFacts(inside.db);
    const currency = currencies.find((one) => one === input.currency);
    if (!currency) throw refusal("currency_unknown");
    const amounts = readAmounts(input, currency);
    await oneAtATime(inside, `${holder.userId ?? holder.role} ${currency}`);
    const now = await amountsOn(inside, holder, currency, effectiveFrom);
    const [was, is] = [wordsOf(now, currency), wordsOf(amounts, currency)];
    if (JSON.stringify(was) === JSON.stringify(is)) throw refusal("limit_unchanged", undefined, "perTransaction");
    const change = {
      before: { whose: holder.words, currency, ...was },
      after: { whose: holder.words, currency, ...is, valid_from: formatDate(effectiveFrom) },
    };
    const pending = await demandApproval(inside, {
      kind: "limit.change",
      payload: input,
      subjectKind: holder.userId ? "user" : "role",
      subjectId: holder.userId ?? (holder.role as Role),
      branchId: null,
      reason: input.reason,
      ...change,
      always: true,
    });
    if (pending) return pending;
    const id = newId<"staffLimit">();
    const text = (minor: bigint | null) => minor?.toString() ?? null;
    await sqlOf(inside.db)`
      insert into staff_limits (id, role, user_id, currency, per_transaction_minor, per_day_minor, second_from_minor,
        effective_from, approval_id)
      values (${id}, ${holder.role}, ${holder.userId}, ${currency}, ${text(amounts.perTransactionMinor)},
        ${text(amounts.perDayMinor)}, ${text(amounts.secondFromMinor)}, ${effectiveFrom}, ${inside.approval?.id ?? null})`;
    await record(inside, {
      act: "limit.changed",
      subjectKind: holder.userId ? "user" : "role",
      subjectId: holder.userId ?? (holder.role as Role),
      before: change.before,
      after: { ...change.after, reason: input.reason },
    });
    const limit = `${spokenLimit(is)} in ${currency} from ${formatDate(effectiveFrom)}`;
    for (const userId of await toldOf(inside, holder))
      await notify(inside, { to: { userId }, kind: "limits_changed", params: { limit } });
    return { limitId: id };
  });
}

type Holder = { role: Role | null; userId: UserId | null; words: string };

async function holderOf(ctx: TxCtx<StaffActor>, { role, userId }: Input): Promise<Holder> {
  if (userId) {
    const colleague = await lockColleague(ctx.db, userId);
    if (colleague.id === ctx.actor.userId || colleague.id === ctx.approval?.checkerId) throw refusal("own_limits");
    return { role: null, userId: colleague.id, words: colleague.name };
  }
  if (!role) throw refusal("choose", { what: "whose limit it is" }, "role");
  if (ctx.actor.roles.includes(role)) throw refusal("own_limits");
  return { role, userId: null, words: `every ${spokenRole(role)}` };
}

function readAmounts(input: Input, currency: Currency): Amounts {
  const read = (name: "perTransaction" | "perDay" | "secondFrom") => {
    const typed = input[name];
    return typed ? parseAmountOrRefuse(typed, currency, name) : null;
  };
  const amounts = {
    perTransactionMinor: read("perTransaction"),
    perDayMinor: read("perDay"),
    secondFromMinor: read("secondFrom"),
  };
  const { perTransactionMinor: one, perDayMinor: day } = amounts;
  if (one !== null && day !== null && one > day) throw refusal("day_limit_smaller", undefined, "perDay");
  return amounts;
}

async function amountsOn(ctx: TxCtx, { role, userId }: Holder, currency: Currency, day: string): Promise<Amounts> {
  const [row] = await sqlOf(ctx.db)<Amounts[]>`
    select per_transaction_minor as "perTransactionMinor", per_day_minor as "perDayMinor", second_from_minor as "secondFromMinor"
    from staff_limits
    where role is not distinct from ${role} and user_id is not distinct from ${userId} and currency = ${currency}
      and effective_from <= ${day}
    order by effective_from desc, id desc limit 1`;
  return row ?? { perTransactionMinor: null, perDayMinor: null, secondFromMinor: null };
}

const bound = (minor: bigint | null, currency: Currency) =>
  minor === null ? "no limit" : formatMoney({ minor, currency });

function wordsOf({ perTransactionMinor, perDayMinor, secondFromMinor }: Amounts, currency: Currency) {
  return {
    one_transaction: bound(perTransactionMinor, currency),
    one_day: bound(perDayMinor, currency),
    second_person_from: secondFromMinor === null ? "as the policies say" : bound(secondFromMinor, currency),
  };
}

function spokenLimit(words: ReturnType<typeof wordsOf>): string {
  return `${words.one_transaction} for one transaction and ${words.one_day} for a day`;
}

/** The person, or everybody who holds the role now. */
async function toldOf(ctx: TxCtx, { role, userId }: Holder): Promise<UserId[]> {
  if (userId) return [userId];
  const rows = await sqlOf(ctx.db)<{ id: UserId }[]>`
    select u.id from users u join held_roles r on r.user_id = u.id where r.role = ${role} and u.disabled_at is null order by u.id`;
  return rows.map(({ id }) => id);
}
