import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { lockAccounts } from "../accounts/load-accounts";
import { demandApproval } from "../approvals/demand-approval";
import type { FieldWords } from "../approvals/sealed-request";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import type { AccountId, CustomerId } from "../core/ids";
import { aboutCustomer } from "../customers/about-customer";
import { type CustomerFacts, lockCustomer } from "../customers/lock-customer";
import { factsSideBySide, lostFacts, mergedFacts, type Whose } from "../customers/merge-facts";
import { shutSignIn } from "../customers/own-sign-in";
import { raiseRisk } from "../customers/raise-risk";
import { higher } from "../customers/risk";
import { ageProblem, statusWords } from "../customers/rules";
import type { mergeCustomersInput } from "../customers/schema";
import { screenCustomer } from "../customers/screen-customer";
import { customerSearchText } from "../customers/search-text";
import { takeAddress, takeDeclarations, takeDocuments, takeNotes } from "../customers/take-record";
import { authorize } from "../identity/authorize";
import { mergeConflicts, underReview } from "./merge-conflicts";

type Pair = { kept: CustomerFacts; other: CustomerFacts; whose: Whose };

/**
 * Makes one customer of two records of the same person, once the branch manager has agreed: accounts, loans, documents,
 * beneficiaries and sign-in of the other hang on the one that stays, with the facts that were chosen. The other is closed,
 * keeps what it said, and points to it; the ledger is not touched. Where one of them is recorded as dead, so is who stays.
 * Refuses `merge_pair`, `merge_conflict`, `merge_under_review`, `customer_not_active`, `under_age`.
 */
export function mergeCustomers(ctx: Ctx<StaffActor>, input: z.output<typeof mergeCustomersInput>) {
  const { key, customerId, otherId, reason, ...whose } = input;
  return transactOnce(ctx, { command: "customer.merge", key, input: { ...input, key: undefined } }, async (inside) => {
    const pair = await lockPair(inside, customerId, otherId, whose);
    const { kept, other } = pair;
    for (const { branchId } of [kept, other])
      authorize(inside.actor, "customer.merge", { branchId, customerIds: [kept.id, other.id] });
    await assertMergeable(inside, pair);
    const next = mergedFacts(kept, other, whose);
    const pending = await demandApproval(inside, {
      kind: "customer.merge",
      payload: input,
      ...aboutCustomer(kept),
      branchId: kept.branchId,
      reason,
      ...requestWords(pair, next),
      always: true,
    });
    if (pending) return pending;
    await moveRecord(inside, pair);
    await endRecord(inside, pair, reason);
    await writeFacts(inside, pair, next);
    if (pair.kept.deceasedOn || pair.other.deceasedOn) await shutSignIn(inside, pair.kept.id);
    await recordMerge(inside, pair, reason);
    await raiseRisk(inside, pair.kept.id);
    await screenCustomer(inside, await lockCustomer(inside.db, kept.id));
    return { customerId: kept.id };
  });
}

/** Both in the order of their ids, so that two merges of the same pair never wait for each other. */
async function lockPair(ctx: TxCtx, customerId: CustomerId, otherId: CustomerId, whose: Whose): Promise<Pair> {
  if (customerId === otherId) throw refusal("merge_pair");
  const facts = new Map<CustomerId, CustomerFacts>();
  for (const id of [customerId, otherId].sort()) facts.set(id, await lockCustomer(ctx.db, id));
  return { kept: facts.get(customerId) as CustomerFacts, other: facts.get(otherId) as CustomerFacts, whose };
}

async function assertMergeable(ctx: TxCtx, { kept, other, whose }: Pair): Promise<void> {
  if (kept.status !== "active") throw refusal("customer_not_active", { status: statusWords(kept.status) });
  if ((other.status !== "active" && other.status !== "closed") || other.mergedInto) throw refusal("merge_pair");
  const kinds = await sqlOf(ctx.db)<{ kind: string }[]>`
    select kind from customers where id = any(${[kept.id, other.id]}::uuid[])`;
  if (kinds.some(({ kind }) => kind !== "individual")) throw refusal("merge_pair");
  const pair = { kept: kept.id, other: other.id };
  if (await underReview(ctx.db, pair)) throw refusal("merge_under_review");
  const [conflict] = await mergeConflicts(ctx.db, pair);
  const what = conflict ?? lostFacts(kept, other, whose);
  if (what) throw refusal("merge_conflict", { what });
  const problem = ageProblem(mergedFacts(kept, other, whose), ctx.businessDate);
  if (problem) throw problem;
}

/** What the second person sees: the facts of both, and those that stay. */
function requestWords({ kept, other }: Pair, next: CustomerFacts): { before: FieldWords; after: FieldWords } {
  const sides = factsSideBySide(kept, other);
  const after = factsSideBySide(next, next);
  const words = (value: (at: number) => string | null) =>
    Object.fromEntries(sides.map(({ label }, at) => [label.toLowerCase().replaceAll(" ", "_"), value(at)]));
  const shown = ({ kept: left, other: right, differs }: (typeof sides)[number]) =>
    differs ? `${left ?? "–"} / ${right ?? "–"}` : left;
  const two = `${kept.customerNo} and ${other.customerNo}`;
  return {
    before: { ...words((at) => shown(sides[at] as (typeof sides)[number])), records: two },
    after: { ...words((at) => after[at]?.kept ?? null), records: `${kept.customerNo} stays, ${other.customerNo} ends` },
  };
}

/** Everything that hangs on the other record hangs on the kept one; whatever is there twice stays where it was. */
async function moveRecord(ctx: TxCtx, pair: Pair): Promise<void> {
  const sql = sqlOf(ctx.db);
  const [kept, other] = [pair.kept.id, pair.other.id];
  const accounts = await sql<{ id: AccountId }[]>`
    select account_id as id from account_parties where customer_id = ${other} order by account_id`;
  // Money that is under way on these accounts was decided with the party that stood there.
  await lockAccounts(ctx.db, { ids: accounts.map(({ id }) => id) });
  await sql`
    update account_parties p set customer_id = ${kept} where customer_id = ${other} and not exists (
      select from account_parties q where q.account_id = p.account_id and q.customer_id = ${kept})`;
  await sql`update loans set customer_id = ${kept} where customer_id = ${other}`;
  await sql`update organisation_people set customer_id = ${kept} where customer_id = ${other} and removed_at is null`;
  await sql`
    update beneficiaries b set customer_id = ${kept} where customer_id = ${other} and removed_at is null and not exists (
      select from beneficiaries k where k.customer_id = ${kept} and k.iban = b.iban and k.removed_at is null)`;
  await sql`
    update staff_relations r set customer_id = ${kept} where customer_id = ${other} and ended_at is null and not exists (
      select from staff_relations k where k.customer_id = ${kept} and k.user_id = r.user_id and k.ended_at is null)`;
  await sql`
    update legal_holds set customer_id = ${kept} where customer_id = ${other} and lifted_at is null and not exists (
      select from legal_holds k where k.customer_id = ${kept} and k.lifted_at is null)`;
  await takeDocuments(ctx, pair);
  await takeNotes(ctx, kept, other);
  if (pair.whose.address === "other") await takeAddress(ctx, kept, pair.other);
  if (pair.whose.declarations === "other") await takeDeclarations(ctx, kept, other);
  await sql`
    update users set customer_id = ${kept} where customer_id = ${other} and disabled_at is null and not exists (
      select from users u where u.customer_id = ${kept})`;
  await shutSignIn(ctx, other);
}

/** The other record is closed for good and points to the kept one. */
async function endRecord(ctx: TxCtx<StaffActor>, { kept, other }: Pair, reason: string): Promise<void> {
  const said = `The same person as ${kept.customerNo}. ${reason}`.slice(0, 300);
  await sqlOf(ctx.db)`
    update customers set status = 'closed', merged_into = ${kept.id}, next_review_on = null, updated_at = bank_now(),
      closed_on = coalesce(closed_on, ${ctx.businessDate}), closed_by = coalesce(closed_by, ${ctx.actor.userId}),
      close_reason = coalesce(close_reason, ${said})
    where id = ${other.id}`;
  // Records that were merged into it before are of the same person.
  await sqlOf(ctx.db)`update customers set merged_into = ${kept.id} where merged_into = ${other.id}`;
}

/** The kept record with the chosen facts, the higher of both risks and the earlier review. */
async function writeFacts(ctx: TxCtx, { kept, other }: Pair, next: CustomerFacts): Promise<void> {
  const rating = higher(kept.riskRating ?? "low", other.riskRating ?? "low");
  const reviews = [kept.nextReviewOn, other.nextReviewOn].filter((day) => day !== null).sort();
  await sqlOf(ctx.db)`
    update customers set full_name = ${next.fullName}, birth_date = ${next.birthDate}, nationality = ${next.nationality},
      phone = ${next.phone}, email = ${next.email}, search_text = ${customerSearchText(next)},
      risk_rating = ${kept.riskRating || other.riskRating ? rating : null}, next_review_on = ${reviews[0] ?? null},
      deceased_on = coalesce(${kept.deceasedOn}::date, ${other.deceasedOn}::date), updated_at = bank_now()
    where id = ${kept.id}`;
}

/** Each of the two finds the merge among what was done to it. */
async function recordMerge(ctx: TxCtx, { kept, other, whose }: Pair, reason: string): Promise<void> {
  for (const [one, role] of [
    [kept, "stays"],
    [other, "ends"],
  ] as const)
    await record(ctx, {
      act: "customer.merged",
      ...aboutCustomer(one),
      reference: one.customerNo,
      after: { role, kept: kept.customerNo, other: other.customerNo, whose, reason },
    });
}
