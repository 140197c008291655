import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { demandApproval } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import { type CustomerId, type Id, newId } from "../core/ids";
import { shareTyped } from "../core/read-share";
import { assertStranger, authorize } from "../identity/authorize";
import { aboutCustomer } from "./about-customer";
import { forgetTyped } from "./forget-typed";
import { lockCustomer, type PersonFacts } from "./lock-customer";
import { assertWhole, cardOf, cardWords, type PersonCard } from "./person-card";
import { raiseRisk } from "./raise-risk";
import { assertBirthDate, assertChangeable, assertPeopleRemain, FULL_AGE, isMinor } from "./rules";
import { organisationOf } from "./save-organisation";
import type { savePersonInput } from "./schema";
import { screenCustomer } from "./screen-customer";

/**
 * Adds somebody to the people behind an organisation, or changes their card: an active customer of the bank, or a person
 * recorded with what screening needs. Of an organisation that is a customer a second person must agree, and who is behind
 * it is compared with the screening lists again. Refuses `onboarding_locked`, `person_known`, `person_not_active`, `person_under_age`, `customer_deceased`, `shares_over`,
 * `signs_for_accounts`, `organisation_needs`, and what the card refuses.
 */
export function savePerson(ctx: Ctx<StaffActor>, input: z.output<typeof savePersonInput>) {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "customer.save_person", key, input: asked }, async (inside) => {
    const organisation = await lockCustomer(inside.db, asked.customerId);
    authorize(inside.actor, "customer.onboard", { branchId: organisation.branchId, customerIds: [organisation.id] });
    organisationOf(organisation);
    assertChangeable(organisation);
    assertBirthDate(asked.birthDate, inside.businessDate);
    const known = asked.personId ? organisation.people.find(({ id }) => id === asked.personId) : undefined;
    if (asked.personId && !known) throw refusal("person_not_found");
    const card = cardOf(asked);
    const next = await asKnown(inside, card, known);
    if ((next.director || next.signatory) && isMinor(next.birthDate, inside.businessDate))
      throw refusal("person_under_age", { years: FULL_AGE });
    const others = organisation.people.filter((one) => one !== known);
    if (card.customerId && others.some(({ customerId }) => customerId === card.customerId))
      throw refusal("person_known");
    assertWhole([...others, next]);
    if (known?.signatory && (!next.signatory || next.customerId !== known.customerId))
      await assertSignsNowhere(inside, organisation.id, known);
    const [before, after] = [cardWords(organisation, known ?? null), cardWords(organisation, next)];
    if (JSON.stringify(before) === JSON.stringify(after)) throw refusal("nothing_changes");
    if (organisation.status === "active") {
      assertPeopleRemain([...others, next]);
      if (!asked.reason) throw refusal("required", { what: "a reason" }, "reason");
      const pending = await demandApproval(inside, {
        kind: "customer.save_person",
        payload: { ...input, share: input.share === undefined ? undefined : shareTyped(input.share) },
        ...aboutCustomer(organisation),
        branchId: organisation.branchId,
        reason: asked.reason,
        before,
        after,
        always: true,
      });
      if (pending) return pending;
    }
    const personId = known?.id ?? newId<"organisationPerson">();
    await writeCard(inside, organisation.id, personId, card);
    await forgetTyped(inside, "person", organisation.id);
    await record(inside, {
      act: known ? "customer.person_changed" : "customer.person_added",
      ...aboutCustomer(organisation),
      reference: organisation.customerNo,
      before: { person: known ? before : null },
      after: { person: after, ...(asked.reason ? { reason: asked.reason } : {}) },
    });
    if (organisation.status === "active") {
      await raiseRisk(inside, organisation.id);
      await screenCustomer(inside, await lockCustomer(inside.db, organisation.id));
    }
    return { customerId: organisation.id, personId };
  });
}

/** The person of a card with the facts the bank has: of a customer those of their record, who is active. */
async function asKnown(
  ctx: TxCtx<StaffActor>,
  card: PersonCard,
  known: PersonFacts | undefined,
): Promise<Omit<PersonFacts, "id" | "customerStatus" | "undeclared">> {
  if (!card.customerId) return { ...card, customerNo: null, fullName: card.fullName ?? "" };
  assertStranger(ctx.actor, [card.customerId]);
  const [row] = await sqlOf(ctx.db)<
    (Pick<PersonFacts, "customerNo" | "fullName" | "birthDate" | "nationality"> & {
      kind: string;
      status: string;
      deceased: boolean;
    })[]
  >`
    select customer_no as "customerNo", full_name as "fullName", birth_date::text as "birthDate", nationality, kind, status,
      deceased_on is not null as deceased
    from customers where id = ${card.customerId} for share`;
  if (row?.kind !== "individual" || row.status !== "active") throw refusal("person_not_active");
  const { customerNo, fullName, birthDate, nationality } = row;
  const same = known?.customerId === card.customerId ? known : null;
  if (row.deceased && !same) throw refusal("customer_deceased");
  const own = {
    residence: same?.residence ?? null,
    politicallyExposed: same?.politicallyExposed ?? false,
    exposure: same?.exposure ?? null,
  };
  return { ...card, ...own, customerNo, fullName, birthDate, nationality };
}

/** Whoever signs for an account of the organisation stays its signatory until they are taken off it. */
export async function assertSignsNowhere(ctx: TxCtx, organisation: CustomerId, person: PersonFacts): Promise<void> {
  const [signs] = await sqlOf(ctx.db)`
    select 1 from account_parties p join account_parties o on o.account_id = p.account_id and o.role = 'owner'
      join accounts a on a.id = p.account_id
    where p.customer_id = ${person.customerId} and p.role = 'signatory' and o.customer_id = ${organisation} and a.status <> 'closed' limit 1`;
  if (signs) throw refusal("signs_for_accounts");
}

async function writeCard(
  ctx: TxCtx,
  organisation: CustomerId,
  id: Id<"organisationPerson">,
  card: PersonCard,
): Promise<void> {
  const { customerId, fullName, birthDate, nationality, residence, politicallyExposed, exposure } = card;
  await sqlOf(ctx.db)`
    insert into organisation_people (id, organisation_id, customer_id, full_name, birth_date, nationality, residence,
      politically_exposed, exposure, director, signatory, control, share, chain_note)
    values (${id}, ${organisation}, ${customerId}, ${fullName}, ${birthDate}, ${nationality}, ${residence},
      ${politicallyExposed}, ${exposure}, ${card.director}, ${card.signatory}, ${card.control}, ${card.share}, ${card.chainNote})
    on conflict (id) do update set customer_id = excluded.customer_id, full_name = excluded.full_name,
      birth_date = excluded.birth_date, nationality = excluded.nationality, residence = excluded.residence,
      politically_exposed = excluded.politically_exposed, exposure = excluded.exposure, director = excluded.director,
      signatory = excluded.signatory, control = excluded.control, share = excluded.share, chain_note = excluded.chain_note`;
}
