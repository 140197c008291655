import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import type { AccountId, CustomerId } from "../core/ids";
import { authorize } from "../identity/authorize";
import type { PartyRole, SigningRule } from "./signing";

/** An account that a customer has a part in, with everybody who has one and who signs. */
export type Mandate = {
  accountId: AccountId;
  iban: string;
  product: string;
  currency: Currency;
  openedOn: BusinessDate | null;
  signingRule: SigningRule;
  /** The owner first. */
  parties: { customerId: CustomerId; name: string; kind: "individual" | "organisation"; role: PartyRole }[];
};

/** The open accounts of a customer with who signs for each, those that several have a part in only where that is asked; the caller has read the customer in scope. */
export function mandatesOf(
  ctx: Ctx<StaffActor>,
  customerId: CustomerId,
  { shared = false, most = 20 } = {},
): Promise<Mandate[]> {
  authorize(ctx.actor, "account.read");
  const sql = sqlOf(ctx.db);
  return sql<Mandate[]>`
    select a.id as "accountId", a.iban, pr.name as product, a.currency, a.opened_on::text as "openedOn", a.signing_rule as "signingRule", (
      select json_agg(json_build_object('customerId', c.id, 'name', c.full_name, 'kind', c.kind, 'role', p.role)
        order by array_position(array['owner', 'joint_owner', 'guardian', 'signatory'], p.role), p.created_at, c.id)
      from account_parties p join customers c on c.id = p.customer_id where p.account_id = a.id) as parties
    from account_parties mine join accounts a on a.id = mine.account_id
      join product_versions v on v.id = a.product_version_id join products pr on pr.id = v.product_id
    where mine.customer_id = ${customerId} and a.status = 'active'
      ${shared ? sql`and exists (select from account_parties other where other.account_id = a.id and other.customer_id <> ${customerId})` : sql``}
    order by a.id limit ${most}`;
}
