import { sqlOf } from "@/db/client";
import { guardAccounts } from "../accounts/guard-accounts";
import { lockAccounts } from "../accounts/load-accounts";
import type { FieldWords } from "../approvals/sealed-request";
import { record } from "../audit/record";
import type { StaffActor, TxCtx } from "../core/context";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import type { AccountId, CustomerId } from "../core/ids";
import { aboutCustomer } from "../customers/about-customer";
import { endJudgement, judgementInForce } from "../customers/judgement-queries";
import { type CustomerFacts, lockCustomer } from "../customers/lock-customer";
import type { FactSide } from "../customers/merge-facts";
import { higher } from "../customers/risk";
import { isMinor, statusWords } from "../customers/rules";
import { customerSearchText } from "../customers/search-text";
import {
  takeAddress,
  takeAskedConsent,
  takeDeclarations,
  takeDocuments,
  takeNotes,
  takeWishes,
} from "../customers/take-record";
import { authorize } from "../identity/authorize";
import { mergeConflicts, underReview } from "./merge-conflicts";

/** Two records of one customer, both held: the one that stays and the one that ends in it. */
export type Pair = { kept: CustomerFacts; other: CustomerFacts };

/** Locks both in the order of their ids, so that two merges of the same pair never wait for each other. */
export async function lockPair(ctx: TxCtx<StaffActor>, customerId: CustomerId, otherId: CustomerId): Promise<Pair> {
  if (customerId === otherId) throw refusal("merge_pair");
  const facts = new Map<CustomerId, CustomerFacts>();
  for (const id of [customerId, otherId].sort()) facts.set(id, await lockCustomer(ctx.db, id));
  const pair = { kept: facts.get(customerId) as CustomerFacts, other: facts.get(otherId) as CustomerFacts };
  for (const { branchId } of [pair.kept, pair.other])
    authorize(ctx.actor, "customer.merge", { branchId, customerIds: [customerId, otherId] });
  return pair;
}

/** The two may become one: of this kind, the one active, the other active or closed, and nothing under way between them. */
export async function assertPair(ctx: TxCtx, { kept, other }: Pair, kind: CustomerFacts["kind"]): Promise<void> {
  if (kept.status !== "active") throw refusal("customer_not_active", { status: statusWords(kept.status) });
  if ((other.status !== "active" && other.status !== "closed") || other.mergedInto) throw refusal("merge_pair");
  if (kept.kind !== kind || other.kind !== kind) throw refusal("merge_pair");
  const pair = { kept: kept.id, other: other.id };
  if (await underReview(ctx.db, pair)) throw refusal("merge_under_review");
  const [conflict] = await mergeConflicts(ctx.db, pair);
  if (conflict) throw refusal("merge_conflict", { what: conflict });
}

/** What the second person sees: the facts of both, and those that stay. */
export function requestWords(
  { kept, other }: Pair,
  sides: readonly FactSide[],
  after: readonly FactSide[],
): { before: FieldWords; after: FieldWords } {
  const words = (value: (at: number) => string | null) =>
    Object.fromEntries(sides.map(({ label }, at) => [label.toLowerCase().replaceAll(" ", "_"), value(at)]));
  const shown = ({ kept: left, other: right, differs }: FactSide) =>
    differs ? `${left ?? "–"} / ${right ?? "–"}` : left;
  const two = `${kept.customerNo} and ${other.customerNo}`;
  return {
    before: { ...words((at) => shown(sides[at] as FactSide)), records: two },
    after: { ...words((at) => after[at]?.kept ?? null), records: `${kept.customerNo} stays, ${other.customerNo} ends` },
  };
}

type Taken = Record<"address" | "declarations" | "document", "kept" | "other">;

/** Everything that hangs on the other record hangs on the kept one; whatever is there twice stays where it was. */
export async function moveRecord(ctx: TxCtx, pair: Pair, taken: Taken): Promise<void> {
  const sql = sqlOf(ctx.db);
  const [kept, other] = [pair.kept.id, pair.other.id];
  const accounts = await sql<{ id: AccountId }[]>`
    select distinct account_id as id from account_parties where customer_id in (${kept}, ${other}) order by account_id`;
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
  await sql`
    update customer_guardians g set customer_id = ${kept} where customer_id = ${other} and ended_on is null and not exists (
      select from customer_guardians k where k.customer_id = ${kept} and k.guardian_id = g.guardian_id and k.ended_on is null)`;
  await sql`
    update customer_guardians g set guardian_id = ${kept} where guardian_id = ${other} and ended_on is null and not exists (
      select from customer_guardians k where k.guardian_id = ${kept} and k.customer_id = g.customer_id and k.ended_on is null)`;
  await sql`
    update customer_guardians set ended_on = ${ctx.businessDate}, end_reason = 'Merged'
    where (customer_id = ${other} or guardian_id = ${other}) and ended_on is null`;
  await takeWishes(ctx, kept, other);
  await takeAskedConsent(ctx, pair.kept, other);
  await takeDocuments(ctx, pair, taken.document);
  await takeNotes(ctx, kept, other);
  if (taken.address === "other") await takeAddress(ctx, kept, pair.other);
  if (taken.declarations === "other") await takeDeclarations(ctx, kept, other);
}

/** All guardians of who stays sign for all their accounts, whichever record these hung on; and they for all of theirs whom they act for. */
export async function guardMerged(ctx: TxCtx, { kept }: Pair): Promise<void> {
  const rows = await sqlOf(ctx.db)<{ id: CustomerId; birthDate: BusinessDate | null }[]>`
    select distinct w.id, w.birth_date::text as "birthDate" from customer_guardians g join customers w on w.id = g.customer_id
    where (g.customer_id = ${kept.id} or g.guardian_id = ${kept.id}) and g.ended_on is null`;
  const wards = rows.filter(({ birthDate }) => isMinor(birthDate, ctx.businessDate)).map(({ id }) => id);
  await guardAccounts(ctx, wards);
}

/** The other record is closed for good and points to the kept one. */
export async function endRecord(ctx: TxCtx<StaffActor>, { kept, other }: Pair, reason: string): Promise<void> {
  const said =
    `The same ${kept.kind === "individual" ? "person" : "organisation"} as ${kept.customerNo}. ${reason}`.slice(0, 300);
  await sqlOf(ctx.db)`
    update customers set status = 'closed', merged_into = ${kept.id}, next_review_on = null, updated_at = bank_now(),
      closed_on = coalesce(closed_on, ${ctx.businessDate}), closed_by = coalesce(closed_by, ${ctx.actor.userId}),
      close_reason = coalesce(close_reason, ${said})
    where id = ${other.id}`;
  // Records that were merged into it before are of the same customer.
  await sqlOf(ctx.db)`update customers set merged_into = ${kept.id} where merged_into = ${other.id}`;
}

/**
 * The kept record with the chosen facts, the higher of both risks and the earlier review. A judgement of compliance on the
 * kept record did not know of a higher risk of the other: it ends, and what it held down counts again.
 */
export async function writeFacts(ctx: TxCtx, { kept, other }: Pair, next: CustomerFacts): Promise<void> {
  let rating = higher(kept.riskRating ?? "low", other.riskRating ?? "low");
  if (rating !== (kept.riskRating ?? "low")) {
    const judgement = await judgementInForce(ctx.db, kept);
    if (judgement) rating = higher(rating, judgement.ratingBefore);
    await endJudgement(ctx.db, kept.id, ctx.businessDate);
  }
  const reviews = [kept.nextReviewOn, other.nextReviewOn].filter((day) => day !== null).sort();
  await sqlOf(ctx.db)`
    update customers set full_name = ${next.fullName}, birth_date = ${next.birthDate}, nationality = ${next.nationality},
      phone = ${next.phone}, email = ${next.email}, search_text = ${customerSearchText(next)},
      risk_rating = ${kept.riskRating || other.riskRating ? rating : null}, next_review_on = ${reviews[0] ?? null},
      deceased_on = coalesce(${kept.deceasedOn}::date, ${other.deceasedOn}::date), updated_at = bank_now()
    where id = ${kept.id}`;
}

/** Each of the two finds the merge among what was done to it. */
export async function recordMerge(
  ctx: TxCtx,
  { kept, other }: Pair,
  whose: Readonly<Record<string, "kept" | "other">>,
  reason: string,
): Promise<void> {
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
