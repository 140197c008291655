import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { demandApproval } from "../approvals/demand-approval";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import { type CustomerId, newId } from "../core/ids";
import { aboutCustomer } from "../customers/about-customer";
import { type CustomerFacts, lockCustomer, type OrganisationFacts, type PersonFacts } from "../customers/lock-customer";
import {
  assertMergedPeople,
  lostOfOrganisation,
  mergedOrganisation,
  type OrganisationWhose,
  organisationSideBySide,
} from "../customers/merge-organisation-facts";
import { raiseRisk } from "../customers/raise-risk";
import { organisationOf, writeOrganisation } from "../customers/save-organisation";
import type { mergeOrganisationsInput } from "../customers/schema";
import { screenCustomer } from "../customers/screen-customer";
import { customerSearchText } from "../customers/search-text";
import * as merge from "./merge-record";

/**
 * Makes one customer of two records of the same organisation, once the branch manager has agreed: accounts, loans, papers
 * and payees of the other hang on the one that stays, with the facts and the people that were chosen. Whoever signs for an
 * account goes on signing for it. The other is closed and points to the kept one; the ledger is not touched.
 * Refuses `merge_pair`, `merge_conflict`, `merge_under_review`, `customer_not_active`, `organisation_needs`, `shares_over`,
 * `person_lapsed`.
 */
export function mergeOrganisations(ctx: Ctx<StaffActor>, input: z.output<typeof mergeOrganisationsInput>) {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "customer.merge_organisations", key, input: asked }, async (inside) => {
    const { customerId, otherId, reason, ...whose } = asked;
    const pair = await merge.lockPair(inside, customerId, otherId);
    const { kept, other } = pair;
    await merge.assertPair(inside, pair, "organisation");
    const next = mergedOrganisation(pair, whose, await signersOf(inside, pair));
    const what = lostOfOrganisation(pair, next);
    if (what) throw refusal("merge_conflict", { what });
    assertMergedPeople(next);
    const pending = await demandApproval(inside, {
      kind: "customer.merge_organisations",
      payload: input,
      ...aboutCustomer(kept),
      branchId: kept.branchId,
      reason,
      ...merge.requestWords(pair, organisationSideBySide(kept, other), organisationSideBySide(next, next)),
      always: true,
    });
    if (pending) return pending;
    const taken = { address: whose.address, declarations: whose.business, document: "kept" } as const;
    await merge.moveRecord(inside, pair, taken);
    await takePeople(inside, pair, next, whose);
    await takeRegister(inside, pair, organisationOf(next));
    await merge.endRecord(inside, pair, reason);
    await merge.writeFacts(inside, pair, next);
    await merge.recordMerge(inside, pair, whose, reason);
    await raiseRisk(inside, kept.id);
    await screenCustomer(inside, await lockCustomer(inside.db, kept.id));
    return { customerId: kept.id };
  });
}

/** Who signs for an account of either, as long as it is not closed. */
async function signersOf(ctx: TxCtx, { kept, other }: merge.Pair): Promise<CustomerId[]> {
  const rows = await sqlOf(ctx.db)<{ id: CustomerId }[]>`
    select distinct p.customer_id as id from account_parties o join accounts a on a.id = o.account_id
      join account_parties p on p.account_id = o.account_id and p.role = 'signatory'
    where o.customer_id = any(${[kept.id, other.id]}::uuid[]) and o.role = 'owner' and a.status <> 'closed'
    order by p.customer_id`;
  return rows.map(({ id }) => id);
}

/** Writes the cards of those who stand behind it from now on; who no longer does stays on file with this day. */
async function takePeople(
  ctx: TxCtx,
  { kept, other }: merge.Pair,
  next: CustomerFacts,
  { people: whose }: OrganisationWhose,
): Promise<void> {
  const sql = sqlOf(ctx.db);
  const own = new Set(kept.people.map(({ id }) => id));
  const stay = whose === "kept" ? next.people.filter(({ id }) => own.has(id)) : [];
  await sql`
    update organisation_people set removed_at = bank_now()
    where organisation_id = ${kept.id} and removed_at is null and id <> all(${stay.map(({ id }) => id)}::uuid[])`;
  await sql`
    update organisation_people set signatory = true
    where id = any(${stay.filter(({ signatory }) => signatory).map(({ id }) => id)}::uuid[]) and not signatory`;
  await copyCards(
    ctx,
    kept.id,
    next.people.filter((person) => !stay.includes(person)),
  );
  await sql`update organisation_people set removed_at = bank_now() where organisation_id = ${other.id} and removed_at is null`;
}

/** The cards anew behind the record that stays: what was recorded of a person as it stands, a part as it was chosen. */
async function copyCards(ctx: TxCtx, organisation: CustomerId, people: readonly PersonFacts[]): Promise<void> {
  await sqlOf(ctx.db)`
    insert into organisation_people (id, organisation_id, customer_id, full_name, birth_date, nationality, residence,
      politically_exposed, exposure, director, signatory, control, share, chain_note)
    select x.fresh, ${organisation}, p.customer_id, p.full_name, p.birth_date, p.nationality, p.residence,
      p.politically_exposed, p.exposure, x.director, x.signatory, x.control, x.share, x.chain_note
    from unnest(${people.map(({ id }) => id)}::uuid[], ${people.map(() => newId<"organisationPerson">())}::uuid[],
      ${people.map(({ director }) => String(director))}::text[]::boolean[], ${people.map(({ signatory }) => String(signatory))}::text[]::boolean[],
      ${people.map(({ control }) => control)}::text[], ${people.map(({ share }) => share)}::int[],
      ${people.map(({ chainNote }) => chainNote)}::text[])
      as x (id, fresh, director, signatory, control, share, chain_note) join organisation_people p on p.id = x.id`;
}

/**
 * The chosen register entry and LEI. No two records hold the same: a number that the kept record takes leaves the other
 * one, and the number it gives up stands there, so that it still leads to the organisation.
 */
async function takeRegister(ctx: TxCtx, { kept, other }: merge.Pair, next: OrganisationFacts): Promise<void> {
  const [left, right] = [organisationOf(kept), organisationOf(other)];
  const registration = next.registrationNo === left.registrationNo && next.registerCountry === left.registerCountry;
  const ended = {
    ...right,
    ...(registration ? {} : { registrationNo: left.registrationNo, registerCountry: left.registerCountry }),
    ...(next.lei === left.lei ? {} : { lei: left.lei }),
  };
  const sql = sqlOf(ctx.db);
  await sql`
    update organisations set registration_no = null, registration_key = null, lei = null where customer_id = ${other.id}`;
  await writeOrganisation(ctx, kept.id, next);
  await sql`update organisations set activity = ${next.activity} where customer_id = ${kept.id}`;
  await writeOrganisation(ctx, other.id, ended);
  await sql`
    update customers set search_text = ${customerSearchText({ ...other, organisation: ended })} where id = ${other.id}`;
}
