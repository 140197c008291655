import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import type { CustomerId } from "../core/ids";
import { assertConsented } from "../customers/consent-queries";
import { assertPersonDeclared } from "../customers/declarations";
import { isMinor } from "../customers/rules";
import { assertStranger, authorize } from "../identity/authorize";
import { aboutAccount } from "./about-account";
import { demandSecondPerson } from "./demand-second-person";
import { type AccountFacts, accountIn, lockAccounts, partiesIn } from "./load-accounts";
import { assertActive } from "./rules";
import type { addPartyInput } from "./schema";

/**
 * Gives a customer a part in an account once a second person has agreed: joint owner, signatory or guardian. From then on
 * they sign as its rule says.
 * Refuses `account_not_found`, `account_closed`, `customer_number_unknown`, `customer_deceased`, `customer_prohibited`, `party_known`, `party_is_person`, `party_under_age`,
 * `not_its_signatory`; of a guardian `guardian_elsewhere`; of a joint owner `minor_alone`, `declarations_missing`, `senior_consent_missing`.
 */
export function addParty(ctx: Ctx<StaffActor>, input: z.output<typeof addPartyInput>) {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "account.add_party", key, input: asked }, async (inside) => {
    const account = accountIn(await lockAccounts(inside.db, { ids: [asked.accountId] }), { id: asked.accountId });
    authorize(inside.actor, "account.parties", { branchId: account.branchId, customerIds: partiesIn(account) });
    assertActive(account);
    const customerId = await activePerson(inside, asked.customerNo);
    await assertMaySign(inside, account, customerId, asked.role);
    if (asked.role === "guardian" && (await ownedByMinor(inside, account)))
      throw refusal("guardian_elsewhere", undefined, "role");
    if (asked.role === "joint_owner") {
      if (await ownedByMinor(inside, account)) throw refusal("minor_alone", undefined, "customerNo");
      await assertPersonDeclared(inside.db, customerId, "customerNo");
      await assertConsented(inside.db, [customerId], "customerNo");
    }
    assertStranger(inside.actor, [customerId]);
    if (account.parties.some((party) => party.customerId === customerId)) throw refusal("party_known");
    const pending = await demandSecondPerson(inside, account, {
      kind: "account.add_party",
      payload: input,
      parties: [...account.parties, { customerId, role: asked.role }],
    });
    if (pending) return pending;
    await sqlOf(inside.db)`
      insert into account_parties (account_id, customer_id, role) values (${account.id}, ${customerId}, ${asked.role})`;
    await record(inside, {
      act: "account.party_added",
      ...aboutAccount(account),
      after: { party: customerId, role: asked.role },
    });
    return { accountId: account.id, customerId };
  });
}

/** Whether an owner is under age: they own alone, and their guardians are recorded with them. */
async function ownedByMinor(ctx: TxCtx, { owners }: Pick<AccountFacts, "owners">): Promise<boolean> {
  const rows = await sqlOf(ctx.db)<{ birthDate: BusinessDate | null }[]>`
    select birth_date::text as "birthDate" from customers where id = any(${owners}::uuid[])`;
  return rows.some(({ birthDate }) => isMinor(birthDate, ctx.businessDate));
}

/** For an organisation only its own signatories sign. */
async function assertMaySign(
  ctx: TxCtx,
  { parties }: Pick<AccountFacts, "parties">,
  customerId: CustomerId,
  role: z.output<typeof addPartyInput>["role"],
): Promise<void> {
  const organisation = parties.find((party) => party.role === "owner" && party.kind === "organisation");
  if (!organisation) return;
  const [signs] = await sqlOf(ctx.db)`
    select 1 from organisation_people
    where organisation_id = ${organisation.customerId} and customer_id = ${customerId} and signatory and removed_at is null
    for share`;
  if (!signs || role !== "signatory") throw refusal("not_its_signatory");
}

/** The person with a customer number, active, of full age, alive and held so that they stay so until this is done. */
export async function activePerson(ctx: TxCtx, customerNo: string, field?: string): Promise<CustomerId> {
  const [row] = await sqlOf(ctx.db)<
    { id: CustomerId; kind: string; birthDate: BusinessDate | null; deceased: boolean; prohibited: boolean }[]
  >`
    select id, kind, birth_date::text as "birthDate", deceased_on is not null as deceased, coalesce(risk_rating = 'prohibited', false) as prohibited from customers where customer_no = ${customerNo.trim().toUpperCase()} and status = 'active' for share`;
  if (!row) throw refusal("customer_number_unknown", undefined, field);
  if (row.kind !== "individual") throw refusal("party_is_person", undefined, field);
  if (isMinor(row.birthDate, ctx.businessDate)) throw refusal("party_under_age", undefined, field);
  if (row.prohibited) throw refusal("customer_prohibited", undefined, field);
  if (row.deceased) throw refusal("customer_deceased", undefined, field);
  return row.id;
}
