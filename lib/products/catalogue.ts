import type { Fragment } from "postgres";
import { sqlOf } from "@/db/client";
import type { Ctx, CustomerActor, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import type { FeeTerms } from "../core/fee";
import { authorize } from "../identity/authorize";
import { type Applicant, isEligible } from "./assert-eligible";
import { feesOf, readFee } from "./read-fees";
import type { eligibility, FeeKind, InterestPeriod, productKinds } from "./schema";

export type ProductVersion = {
  id: string;
  code: string;
  kind: keyof typeof productKinds;
  name: string;
  version: number;
  effectiveFrom: BusinessDate;
  currency: Currency;
  /** A fraction a year, exact decimals in text. */
  annualRate: string;
  dayCount: string;
  minAmountMinor: bigint | null;
  maxAmountMinor: bigint | null;
  minTermMonths: number | null;
  maxTermMonths: number | null;
  minimumAge: number;
  maximumAge: number | null;
  eligibleFor: keyof typeof eligibility;
  minimumBalanceMinor: bigint | null;
  overdraftMaxMinor: bigint | null;
  overdraftRate: string | null;
  /** A balance below this earns nothing. */
  interestFromMinor: bigint | null;
  interestPeriod: InterestPeriod;
  /** Of a term deposit that is closed early. */
  earlyRate: string | null;
  debitLimitMinor: bigint | null;
  tierMethod: "band" | "level";
  tiers: { fromMinor: bigint; annualRate: string }[];
  fees: FeeTerms<FeeKind>[];
  /** The version on which accounts and loans are opened today. */
  offered: boolean;
};

/** Every product with all its versions, the newest of each first; `kind` narrows it. */
export async function productCatalogue(ctx: Ctx<StaffActor>, kind?: string): Promise<ProductVersion[]> {
  authorize(ctx.actor, "product.read");
  const sql = sqlOf(ctx.db);
  return versions(ctx, kind ? sql`p.kind = ${kind}` : sql`true`);
}

/** The versions of one product, the newest of each currency first; none when nobody knows the code. */
export async function versionsOf(ctx: Ctx<StaffActor>, code: string): Promise<ProductVersion[]> {
  authorize(ctx.actor, "product.read");
  return versions(ctx, sqlOf(ctx.db)`p.code = ${code}`);
}

/** The version an account is on, and the one of its product and currency that is offered today. */
export async function versionsOfAccount(ctx: Ctx<StaffActor>, accountId: string) {
  authorize(ctx.actor, "account.read");
  const sql = sqlOf(ctx.db);
  const found = await versions(
    ctx,
    sql`(p.id, v.currency) = (
      select mine.product_id, mine.currency from accounts a join product_versions mine on mine.id = a.product_version_id
      where a.id = ${accountId})`,
  );
  const [kept] = await sql<{ id: string }[]>`select product_version_id as id from accounts where id = ${accountId}`;
  return { own: found.find(({ id }) => id === kept?.id), offered: found.find(({ offered }) => offered) };
}

/** The newest version of a product in a currency, in effect or still to come. */
export async function newestVersion(ctx: Ctx<StaffActor>, code: string, currency: Currency) {
  const [newest] = await versions(ctx, sqlOf(ctx.db)`p.code = ${code} and v.currency = ${currency}`);
  return newest ?? null;
}

/** The accounts that a customer may apply for today: on offer, and for somebody of their kind and age; read with their eyes. */
export async function accountsOnOffer(ctx: Ctx<CustomerActor>): Promise<ProductVersion[]> {
  const { customerId } = ctx.actor;
  authorize(ctx.actor, "account.apply", { customerIds: [customerId] });
  const sql = sqlOf(ctx.db);
  const [found, [applicant]] = await Promise.all([
    versions(ctx, sql`p.kind in ('current', 'savings', 'term_deposit')`),
    sql<Applicant[]>`select kind, own_birth_date()::text as "birthDate" from customers where id = ${customerId}`,
  ]);
  return found.filter((version) => version.offered && applicant && isEligible(version, applicant, ctx.businessDate));
}

async function versions(ctx: Ctx, which: Fragment): Promise<ProductVersion[]> {
  const sql = sqlOf(ctx.db);
  const rows = await sql<Stored[]>`
    select v.id, p.code, p.kind, p.name, v.version, v.effective_from::text as "effectiveFrom", v.currency,
      v.annual_rate::text as "annualRate", v.day_count as "dayCount", v.min_amount_minor as "minAmountMinor",
      v.max_amount_minor as "maxAmountMinor", v.min_term_months as "minTermMonths", v.max_term_months as "maxTermMonths",
      v.minimum_age as "minimumAge", v.maximum_age as "maximumAge", v.eligible_for as "eligibleFor",
      v.minimum_balance_minor as "minimumBalanceMinor", v.overdraft_max_minor as "overdraftMaxMinor",
      v.overdraft_rate::text as "overdraftRate", v.debit_limit_minor as "debitLimitMinor",
      v.interest_from_minor as "interestFromMinor", v.interest_period as "interestPeriod", v.early_rate::text as "earlyRate", v.tier_method as "tierMethod",
      array(select t.from_minor || ' ' || t.annual_rate from product_rate_tiers t where t.version_id = v.id order by t.from_minor) as tiers,
      ${feesOf(sql)} as fees,
      v.effective_from <= ${ctx.businessDate} and not exists (
        select from product_versions n where n.product_id = v.product_id and n.currency = v.currency
          and n.effective_from <= ${ctx.businessDate} and n.version > v.version) as offered
    from products p join product_versions v on v.product_id = p.id
    where ${which}
    order by p.kind, p.name, p.code, v.currency, v.version desc`;
  return rows.map((row) => ({
    ...row,
    tiers: row.tiers.map((tier) => {
      const [from = "", annualRate = ""] = tier.split(" ");
      return { fromMinor: BigInt(from), annualRate };
    }),
    fees: row.fees.map(readFee),
  }));
}

/** Pairs come as text: JSON would make floats of amounts. */
type Stored = Omit<ProductVersion, "tiers" | "fees"> & { tiers: string[]; fees: string[] };
