import { sqlOf } from "@/db/client";
import { type AccountStop, newTermsStop } from "../accounts/stop-queries";
import { mayOpenAccount } from "../accounts/visibility";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import { type AccountId, type CustomerId, isId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { type Eligibility, isEligible } from "../products/assert-eligible";
import { applicantOf } from "./deposit-terms";
import type { Instruction } from "./schema";

export type TermDeposit = {
  accountId: AccountId;
  principalMinor: bigint;
  currency: Currency;
  startsOn: BusinessDate;
  maturesOn: BusinessDate;
  instruction: Instruction;
  status: "active" | "matured" | "closed" | "renewed" | "closed_early";
  /** Null where the reader has no part in it any more. */
  payout: { id: AccountId; iban: string } | null;
  /** The deposit it renews, and the one that renews it. */
  renewsId: AccountId | null;
  renewedById: AccountId | null;
};

/** What is agreed of a term deposit that the reader may open; null where the account is none. */
export async function termDepositOf(ctx: Ctx, id: string): Promise<TermDeposit | null> {
  authorize(ctx.actor, "account.read");
  if (!isId(id)) return null;
  const [row] = await sqlOf(ctx.db)<TermDeposit[]>`
    select d.account_id as "accountId", d.principal_minor as "principalMinor", a.currency, d.starts_on::text as "startsOn",
      d.matures_on::text as "maturesOn", d.instruction, d.status, case when p.id is not null then json_build_object('id', p.id, 'iban', p.iban) end as payout,
      d.renews_id as "renewsId", (select n.account_id from term_deposits n where n.renews_id = d.account_id) as "renewedById"
    from term_deposits d join accounts a on a.id = d.account_id left join accounts p on p.id = d.payout_account_id
    where d.account_id = ${id} and ${mayOpenAccount(ctx)}`;
  return row ?? null;
}

export type DepositOffer = {
  versionId: string;
  name: string;
  annualRate: string;
  earlyRate: string;
  minAmountMinor: bigint | null;
  maxAmountMinor: bigint | null;
  minTermMonths: number | null;
  maxTermMonths: number | null;
};

/** The term deposits that are offered today in the currency of an account and for whoever owns it. */
export async function depositOffers(
  ctx: Ctx<StaffActor>,
  account: { id: AccountId; currency: Currency },
): Promise<DepositOffer[]> {
  authorize(ctx.actor, "product.read");
  const applicant = await applicantOf(ctx.db, account.id);
  const rows = await sqlOf(ctx.db)<(DepositOffer & Eligibility)[]>`
    select v.id as "versionId", p.name, v.annual_rate::text as "annualRate", coalesce(v.early_rate, 0)::text as "earlyRate",
      v.min_amount_minor as "minAmountMinor", v.max_amount_minor as "maxAmountMinor", v.min_term_months as "minTermMonths",
      v.max_term_months as "maxTermMonths", v.minimum_age as "minimumAge", v.maximum_age as "maximumAge",
      v.eligible_for as "eligibleFor"
    from product_versions v join products p on p.id = v.product_id
    where p.kind = 'term_deposit' and v.currency = ${account.currency} and v.effective_from <= ${ctx.businessDate} and not exists (
      select from product_versions n where n.product_id = v.product_id and n.currency = v.currency
        and n.effective_from <= ${ctx.businessDate} and n.version > v.version)
    order by p.name`;
  return rows.flatMap(({ minimumAge, maximumAge, eligibleFor, ...offer }) =>
    applicant && isEligible({ minimumAge, maximumAge, eligibleFor }, applicant, ctx.businessDate) ? [offer] : [],
  );
}

/** Why no term deposit is opened from an account now, as the command says it; null where one may be. */
export async function depositStop(
  ctx: Ctx<StaffActor>,
  account: { id: AccountId; owners: readonly { id: CustomerId }[] },
): Promise<AccountStop | null> {
  const stop = await newTermsStop(ctx, account);
  if (stop) return stop;
  const silent = (await applicantOf(ctx.db, account.id))?.declared === false ? refusal("declarations_missing") : null;
  return silent && { reason: silent.reason, sentence: silent.sentence };
}
