import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { lockAccounts } from "../accounts/load-accounts";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import { parseAmountOrRefuse } from "../core/amounts";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { type BusinessDate, partsOf } from "../core/dates";
import { refusal } from "../core/errors";
import { type AccountId, type BranchId, type CustomerId, isId, type LoanId, newId } from "../core/ids";
import { checkCharacter } from "../core/references";
import { assertOfAge } from "../customers/assert-of-age";
import { assertConsented } from "../customers/consent-queries";
import { authorize } from "../identity/authorize";
import { assertEligible } from "../products/assert-eligible";
import { offeredLoanProduct } from "./loan-products";
import { assertInRange, assertSettlementAccount } from "./rules";
import type { applyForLoanInput } from "./schema";

/**
 * Takes a loan application for an active customer on today's version of a product; it waits for a second person.
 * Refuses `customer_not_active`, `customer_prohibited`, `customer_deceased`, `minor_no_credit`, `senior_consent_missing`, `product_not_offered`, `under_age`, `not_eligible`, `loan_amount_range`, `loan_term_range`, `settlement_account_wrong`.
 */
export function applyForLoan(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof applyForLoanInput>,
): Promise<{ loanId: LoanId; loanNo: string }> {
  const { key, ...rest } = input;
  return transactOnce(ctx, { command: "loan.apply", key, input: rest }, async (inside) => {
    const customer = await customerFor(inside, input.customerId);
    authorize(inside.actor, "loan.apply", {
      branchId: customer.branchId,
      customerIds: [input.customerId as CustomerId],
    });
    if (customer.status !== "active")
      throw refusal("customer_not_active", { status: customer.status.replaceAll("_", " ") });
    if (customer.prohibited) throw refusal("customer_prohibited");
    if (customer.deceased) throw refusal("customer_deceased");
    await assertOfAge(inside, [customer.id]);
    await assertConsented(inside.db, [customer.id]);
    const product = await offeredLoanProduct(inside.db, inside.businessDate, input.product);
    assertEligible(product, customer, inside.businessDate);
    const amountMinor = parseAmountOrRefuse(input.amount, product.currency);
    const { termMonths } = input;
    assertInRange(product, amountMinor, termMonths);
    const accountId = input.settlementAccount;
    const accounts = await lockAccounts(inside.db, { ids: isId(accountId) ? [accountId as AccountId] : [] });
    assertSettlementAccount(accounts.byId.get(accountId as AccountId), customer.id, product.currency);

    const [loanId, loanNo] = [newId<"loan">(), await nextLoanNo(inside)];
    await sqlOf(inside.db)`
      insert into loans (id, loan_no, status, customer_id, branch_id, product_version_id, currency, amount_minor, term_months,
        annual_rate, day_count, purpose, settlement_account_id, applied_by, submitted_at)
      values (${loanId}, ${loanNo}, 'submitted', ${customer.id}, ${customer.branchId}, ${product.id}, ${product.currency},
        ${amountMinor}, ${termMonths}, ${product.annualRate}, ${product.dayCount}, ${input.purpose}, ${accountId},
        ${inside.actor.userId}, bank_now())`;
    await record(inside, {
      act: "loan.applied",
      subjectKind: "loan",
      subjectId: loanId,
      customerId: customer.id,
      reference: loanNo,
      amount: { minor: amountMinor, currency: product.currency },
      after: { product: product.name, amountMinor, termMonths, purpose: input.purpose },
    });
    return { loanId, loanNo };
  });
}

async function customerFor(ctx: TxCtx, id: string) {
  const [row] = await sqlOf(ctx.db)<
    {
      id: CustomerId;
      kind: "individual" | "organisation";
      birthDate: BusinessDate | null;
      status: string;
      deceased: boolean;
      prohibited: boolean;
      branchId: BranchId;
    }[]
  >`
    select id, kind, birth_date::text as "birthDate", status,
      deceased_on is not null as deceased, coalesce(risk_rating = 'prohibited', false) as prohibited, branch_id as "branchId" from customers where id = ${id} for share`;
  if (!row) throw refusal("customer_not_found");
  return row;
}

/** `LN-2026-001000-7`: the year of the application, a running number, a check character over both. */
async function nextLoanNo(ctx: TxCtx): Promise<string> {
  const [row] = await sqlOf(ctx.db)<{ no: bigint }[]>`select nextval('loan_numbers') as no`;
  if (!row) throw new Error("No loan number");
  const year = partsOf(ctx.businessDate).year.toString();
  const no = row.no.toString().padStart(6, "0");
  return `LN-${year}-${no}-${checkCharacter(`LN${year}${no}`)}`;
}
