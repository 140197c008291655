import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import type { TxCtx } from "../core/context";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import { type AccountId, type BranchId, type CustomerId, newId } from "../core/ids";
import { assertConsented } from "../customers/consent-queries";
import { assertDeclared, assertPersonDeclared, hasDeclared } from "../customers/declarations";
import { isFit } from "../customers/lock-customer";
import { FULL_AGE, isMinor } from "../customers/rules";
import { assertStranger, authorize } from "../identity/authorize";
import { openLedgerAccounts } from "../ledger/open-ledger-account";
import { assertEligible } from "../products/assert-eligible";
import { offeredVersion } from "../products/offered-version";
import { activePerson } from "./add-party";
import { partiesIn } from "./load-accounts";
import { nextIban } from "./next-iban";
import type { openAccountInput } from "./schema";
import { canBeFulfilled, type Party, ruleWords } from "./signing";

type Asked = Omit<z.output<typeof openAccountInput>, "key">;

/**
 * Opens, in a transaction under way, a current or savings account for an active customer on today's version of a product:
 * an IBAN with true check digits, an empty ledger account, the customer as its owner and perhaps a joint owner; for an organisation all of its
 * signatories sign as the rule says, for somebody under age the guardians. Refuses `guardian_needed`, `minor_alone`, `party_is_person`, `customer_not_active`,
 * `customer_deceased`, `customer_prohibited`, `declarations_missing`, `senior_consent_missing`, `product_not_offered`, `under_age`, `not_eligible`, `customer_number_unknown`, `party_known`, `rule_not_fulfilled`.
 */
export async function openFor(ctx: TxCtx, input: Asked): Promise<{ accountId: AccountId; iban: string }> {
  const [customer, version] = await Promise.all([
    customerFor(ctx, input.customerId as CustomerId),
    offeredVersion(ctx, input.productVersionId, ["current", "savings"]),
  ]);
  authorize(ctx.actor, "account.open", { branchId: customer.branchId, customerIds: [customer.id] });
  if (customer.status !== "active")
    throw refusal("customer_not_active", { status: customer.status.replaceAll("_", " ") });
  if (customer.prohibited) throw refusal("customer_prohibited");
  if (customer.deceased) throw refusal("customer_deceased");
  assertDeclared(customer.declared);
  await assertConsented(ctx.db, [customer.id]);
  if (!version) throw refusal("product_not_offered", undefined, "productVersionId");
  assertEligible(version, customer, ctx.businessDate);
  const person = customer.kind === "individual";
  if (input.jointOwner && !person) throw refusal("party_is_person", undefined, "jointOwner");
  const minor = person && isMinor(customer.birthDate, ctx.businessDate);
  if (minor && input.jointOwner) throw refusal("minor_alone");
  const joint = input.jointOwner ? await activePerson(ctx, input.jointOwner, "jointOwner") : null;
  if (joint) assertStranger(ctx.actor, [joint]);
  if (joint) await assertPersonDeclared(ctx.db, joint, "jointOwner");
  if (joint) await assertConsented(ctx.db, [joint], "jointOwner");
  if (joint === customer.id) throw refusal("party_known", undefined, "jointOwner");
  const signingRule = input.signingRule ?? "any_one";
  const parties: Party[] = [{ customerId: customer.id, role: "owner", kind: customer.kind }];
  if (joint) parties.push({ customerId: joint, role: "joint_owner" });
  for (const one of person ? [] : await signatoriesOf(ctx, customer.id))
    parties.push({ customerId: one, role: "signatory" });
  for (const one of minor ? await guardiansFor(ctx, customer.id) : [])
    parties.push({ customerId: one, role: "guardian" });
  assertStranger(ctx.actor, partiesIn({ parties }));
  if (!canBeFulfilled(parties, signingRule)) throw refusal("rule_not_fulfilled", { rule: ruleWords[signingRule] });
  const id = newId<"ledgerAccount">();
  const iban = await nextIban(ctx);
  await openLedgerAccounts(ctx.db, [
    {
      id,
      code: iban,
      name: version.name,
      kind: "deposit",
      control: version.kind === "savings" ? "2020" : "2010",
      branchId: customer.branchId,
      currency: version.currency,
    },
  ]);
  const sql = sqlOf(ctx.db);
  await sql`
  insert into accounts (id, iban, kind, status, product_version_id, currency, branch_id, signing_rule, opened_on)
  values (${id}, ${iban}, ${version.kind}, 'active', ${version.id}, ${version.currency}, ${customer.branchId}, ${signingRule}, ${ctx.businessDate})`;
  await sql`insert into account_versions (account_id, from_day, version_id) values (${id}, ${ctx.businessDate}, ${version.id})`;
  for (const { customerId, role } of parties)
    await sql`insert into account_parties (account_id, customer_id, role) values (${id}, ${customerId}, ${role})`;
  const countOf = (role: Party["role"]) => parties.filter((party) => party.role === role).length;
  await record(ctx, {
    act: "account.opened",
    subjectKind: "account",
    subjectId: id,
    customerId: customer.id,
    after: {
      iban,
      product: version.name,
      jointOwner: joint,
      signatories: countOf("signatory"),
      guardians: countOf("guardian"),
      signingRule,
    },
  });
  return { accountId: id, iban };
}

/** Who signs for an organisation: its signatories of full age that are active customers, held so that they stay so until this is done. */
async function signatoriesOf(ctx: TxCtx, organisation: CustomerId): Promise<CustomerId[]> {
  const rows = await sqlOf(ctx.db)<{ id: CustomerId; birthDate: BusinessDate | null }[]>`
    select c.id, c.birth_date::text as "birthDate" from organisation_people p join customers c on c.id = p.customer_id
    where p.organisation_id = ${organisation} and p.signatory and p.removed_at is null and c.status = 'active' and c.deceased_on is null
    order by c.id for share of c`;
  return rows.filter(({ birthDate }) => !isMinor(birthDate, ctx.businessDate)).map(({ id }) => id);
}

/** Who may act for an owner under age, held so that it stays so until this is done. There is one at least. */
async function guardiansFor(ctx: TxCtx, ward: CustomerId): Promise<CustomerId[]> {
  const sql = sqlOf(ctx.db);
  const rows = await sql<{ id: CustomerId }[]>`
    select c.id from customer_guardians g join customers c on c.id = g.guardian_id
    where g.customer_id = ${ward} and g.ended_on is null and ${isFit(sql, sql`c`)}
    order by c.id for share of c`;
  if (rows.length === 0) throw refusal("guardian_needed", { years: FULL_AGE });
  return rows.map(({ id }) => id);
}

type Owner = {
  id: CustomerId;
  kind: "individual" | "organisation";
  status: string;
  branchId: BranchId;
  birthDate: BusinessDate | null;
  declared: boolean;
  deceased: boolean;
  prohibited: boolean;
};

async function customerFor(ctx: TxCtx, id: CustomerId): Promise<Owner> {
  const sql = sqlOf(ctx.db);
  const [row] = await sql<Owner[]>`
    select id, kind, status, branch_id as "branchId", birth_date::text as "birthDate", deceased_on is not null as deceased,
      coalesce(risk_rating = 'prohibited', false) as prohibited, ${hasDeclared(sql, sql`customers.id`)} as declared
    from customers where id = ${id} for share`;
  if (!row) throw refusal("customer_not_found");
  return row;
}
