import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Actor, Ctx, TxCtx } from "../core/context";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import { type AccountId, type BranchId, type CustomerId, newId } from "../core/ids";
import { assertConsented } from "../customers/consent-queries";
import { assertDeclared, assertPersonDeclared, hasDeclared } from "../customers/declarations";
import { assertStranger, authorize } from "../identity/authorize";
import { openLedgerAccounts } from "../ledger/open-ledger-account";
import { assertEligible, type Eligibility } from "../products/assert-eligible";
import { activePerson } from "./add-party";
import { partiesIn } from "./load-accounts";
import { nextIban } from "./next-iban";
import type { openAccountInput } from "./schema";
import { canBeFulfilled, type Party, ruleWords } from "./signing";

/**
 * Opens a current or savings account for an active customer on today's version of a product: an IBAN with true check
 * digits, an empty ledger account, the customer as its owner and perhaps a joint owner; for an organisation all of its
 * signatories sign as the rule says. Refuses `party_is_person`, `customer_not_active`,
 * `customer_deceased`, `customer_prohibited`, `declarations_missing`, `senior_consent_missing`, `product_not_offered`, `under_age`, `not_eligible`, `customer_number_unknown`, `party_known`, `rule_not_fulfilled`.
 */
export function openAccount(
  ctx: Ctx<Actor>,
  input: z.output<typeof openAccountInput>,
): Promise<{ accountId: AccountId; iban: string }> {
  return transactOnce(
    ctx,
    { command: "account.open", key: input.key, input: { ...input, key: undefined } },
    async (inside) => {
      const [customer, version] = await Promise.all([
        customerFor(inside, input.customerId as CustomerId),
        versionFor(inside, input.productVersionId),
      ]);
      authorize(inside.actor, "account.open", { branchId: customer.branchId, customerIds: [customer.id] });
      if (customer.status !== "active")
        throw refusal("customer_not_active", { status: customer.status.replaceAll("_", " ") });
      if (customer.prohibited) throw refusal("customer_prohibited");
      if (customer.deceased) throw refusal("customer_deceased");
      assertDeclared(customer.declared);
      await assertConsented(inside.db, [customer.id]);
      if (!version) throw refusal("product_not_offered", undefined, "productVersionId");
      assertEligible(version, customer, inside.businessDate);
      const person = customer.kind === "individual";
      if (input.jointOwner && !person) throw refusal("party_is_person", undefined, "jointOwner");
      const joint = input.jointOwner ? await activePerson(inside, input.jointOwner, "jointOwner") : null;
      if (joint) assertStranger(inside.actor, [joint]);
      if (joint) await assertPersonDeclared(inside.db, joint, "jointOwner");
      if (joint) await assertConsented(inside.db, [joint], "jointOwner");
      if (joint === customer.id) throw refusal("party_known", undefined, "jointOwner");
      const signingRule = input.signingRule ?? "any_one";
      const parties: Party[] = [{ customerId: customer.id, role: "owner", kind: customer.kind }];
      if (joint) parties.push({ customerId: joint, role: "joint_owner" });
      for (const one of person ? [] : await signatoriesOf(inside, customer.id))
        parties.push({ customerId: one, role: "signatory" });
      assertStranger(inside.actor, partiesIn({ parties }));
      if (!canBeFulfilled(parties, signingRule)) throw refusal("rule_not_fulfilled", { rule: ruleWords[signingRule] });
      const id = newId<"ledgerAccount">();
      const iban = await nextIban(inside);
      await openLedgerAccounts(inside.db, [
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
      const sql = sqlOf(inside.db);
      await sql`
      insert into accounts (id, iban, kind, status, product_version_id, currency, branch_id, signing_rule, opened_on)
      values (${id}, ${iban}, ${version.kind}, 'active', ${version.id}, ${version.currency}, ${customer.branchId}, ${signingRule}, ${inside.businessDate})`;
      await sql`insert into account_versions (account_id, from_day, version_id) values (${id}, ${inside.businessDate}, ${version.id})`;
      for (const { customerId, role } of parties)
        await sql`insert into account_parties (account_id, customer_id, role) values (${id}, ${customerId}, ${role})`;
      await record(inside, {
        act: "account.opened",
        subjectKind: "account",
        subjectId: id,
        customerId: customer.id,
        after: {
          iban,
          product: version.name,
          jointOwner: joint,
          signatories: parties.length - (joint ? 2 : 1),
          signingRule,
        },
      });
      return { accountId: id, iban };
    },
  );
}

/** Who signs for an organisation: its signatories that are active customers, held so that they stay so until this is done. */
async function signatoriesOf(ctx: TxCtx, organisation: CustomerId): Promise<CustomerId[]> {
  const rows = await sqlOf(ctx.db)<{ id: CustomerId }[]>`
    select c.id from organisation_people p join customers c on c.id = p.customer_id
    where p.organisation_id = ${organisation} and p.signatory and p.removed_at is null and c.status = 'active' and c.deceased_on is null
    order by c.id for share of c`;
  return rows.map(({ id }) => id);
}

type Version = Eligibility & {
  id: string;
  kind: "current" | "savings";
  name: string;
  currency: Currency;
};
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

/** The version if it is the newest of its product in effect today and opens accounts. */
async function versionFor(ctx: TxCtx, id: string): Promise<Version | undefined> {
  const [row] = await sqlOf(ctx.db)<Version[]>`
    select v.id, p.kind, p.name, v.currency, v.minimum_age as "minimumAge",
      v.maximum_age as "maximumAge", v.eligible_for as "eligibleFor"
    from product_versions v join products p on p.id = v.product_id
    where v.id::text = ${id} and p.kind in ('current', 'savings') and v.effective_from <= ${ctx.businessDate}
      and not exists (
        select from product_versions n where n.product_id = v.product_id and n.currency = v.currency
          and n.effective_from <= ${ctx.businessDate} and n.version > v.version)`;
  return row;
}
