import { sqlOf } from "@/db/client";
import type { Ctx } from "../core/context";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import { type AccountId, type BranchId, type CustomerId, isId } from "../core/ids";
import { authorize, branchScope } from "../identity/authorize";
import { isEligible } from "../products/assert-eligible";
import { type LoanProduct, offeredLoanProducts } from "./loan-products";

/** What an application needs on its page: the customer, accounts the loan may be paid to, products on offer today. */
export type ApplicationForm = {
  customer: {
    id: CustomerId;
    customerNo: string;
    name: string;
    kind: "individual" | "organisation";
    birthDate: BusinessDate | null;
    status: string;
    branchId: BranchId;
    /** A senior manager is asked to consent to them and has not answered. */
    consentAsked: boolean;
  };
  accounts: { id: AccountId; iban: string; product: string; currency: Currency; availableMinor: bigint }[];
  products: LoanProduct[];
};

/** The form of an application for a customer in the officer's scope. Refuses any other as `customer_not_found`. */
export async function applicationForm(ctx: Ctx, customerId: string | undefined): Promise<ApplicationForm> {
  authorize(ctx.actor, "loan.apply");
  if (!isId(customerId)) throw refusal("customer_not_found");
  const sql = sqlOf(ctx.db);
  const branch = branchScope(ctx.actor, "loan.apply");
  const [[customer], accounts, products] = await Promise.all([
    sql<ApplicationForm["customer"][]>`
      select id, customer_no as "customerNo", full_name as name, kind, birth_date::text as "birthDate", status, branch_id as "branchId",
        exists (select from senior_consents s where s.customer_id = customers.id and s.given_at is null) as "consentAsked" from customers
      where id = ${customerId} ${branch ? sql`and branch_id = ${branch}` : sql``}`,
    settlementAccounts(ctx, customerId),
    offeredLoanProducts(ctx.db, ctx.businessDate),
  ]);
  if (!customer) throw refusal("customer_not_found");
  return {
    customer,
    accounts: [...accounts],
    products: products.filter((one) => isEligible(one, customer, ctx.businessDate)),
  };
}

/** The active accounts a customer owns, to which a loan may be paid out. */
export function settlementAccounts(ctx: Ctx, customerId: string) {
  return sqlOf(ctx.db)<ApplicationForm["accounts"]>`
    select a.id, a.iban, p.name as product, a.currency, b.balance - b.held - b.floor as "availableMinor"
    from account_parties party
      join accounts a on a.id = party.account_id and a.status = 'active'
      join account_balances b on b.account_id = a.id
      join product_versions v on v.id = a.product_version_id
      join products p on p.id = v.product_id
    where party.customer_id = ${customerId} and party.role in ('owner', 'joint_owner') order by a.kind, a.id`;
}
