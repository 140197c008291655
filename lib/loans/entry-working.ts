import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import { type BusinessDate, formatDate } from "../core/dates";
import type { EntryId } from "../core/ids";
import { formatMinor } from "../core/money";
import { authorize } from "../identity/authorize";
import { accruedInterest } from "./accrual";
import type { ScheduledInstalment } from "./amortization";
import type { InterestTerms } from "./interest";

/** How the amount of a loan's entry came about, line by line, for a reader with a pencil. */
export type EntryWorking = { result: string; steps: { text: string; value: string }[]; rounding: string };

/** The working of an interest accrual or a repayment, or null for entries of other kinds. */
export async function loanEntryWorking(
  ctx: Ctx<StaffActor>,
  { id, kind }: { id: EntryId; kind: string },
): Promise<EntryWorking | null> {
  authorize(ctx.actor, "movement.read");
  if (kind === "loan_repaid") return repaymentWorking(ctx, id);
  if (kind === "loan_interest_accrued") return accrualWorking(ctx, id);
  return null;
}

type Part = { no: number; interestMinor: bigint; principalMinor: bigint; currency: Currency };

/** What each instalment took: its interest first, then its principal. */
async function repaymentWorking(ctx: Ctx<StaffActor>, id: EntryId): Promise<EntryWorking | null> {
  const parts = await sqlOf(ctx.db)<Part[]>`
    select x.no, x.interest_minor as "interestMinor", x.principal_minor as "principalMinor", l.currency
    from loan_allocations x join loans l on l.id = x.loan_id where x.repayment_id = ${id} order by x.no`;
  const [first] = parts;
  if (!first) return null;
  const shown = (minor: bigint) => formatMinor(minor, first.currency);
  const line = (what: string, no: number, minor: bigint) =>
    minor === 0n ? [] : [{ text: `Instalment ${no}, ${what}`, value: shown(minor) }];
  return {
    result: shown(parts.reduce((sum, part) => sum + part.interestMinor + part.principalMinor, 0n)),
    steps: parts.flatMap((part) => [
      ...line("interest", part.no, part.interestMinor),
      ...line("principal", part.no, part.principalMinor),
    ]),
    rounding: "= the sum of the lines: oldest instalment first, its interest before its principal",
  };
}

type Accrual = InterestTerms & {
  valueDate: BusinessDate;
  currency: Currency;
  earlierMinor: string;
  instalments: (Omit<ScheduledInstalment, "interestMinor" | "principalMinor" | "balanceMinor"> & {
    interestMinor: string;
    principalMinor: string;
    balanceMinor: string;
  })[];
};

/** All interest that the schedule had earned by the value date, less what earlier entries booked of it. */
async function accrualWorking(ctx: Ctx<StaffActor>, id: EntryId): Promise<EntryWorking | null> {
  const [accrual] = await sqlOf(ctx.db)<Accrual[]>`
    select l.annual_rate::text as "annualRate", l.day_count as "dayCount", l.currency, r.value_date::text as "valueDate",
      (select coalesce(sum(p.amount_minor), 0) from loan_repayments b join postings p on p.entry_id = b.accrual_entry_id and p.amount_minor > 0
        where b.loan_id = r.loan_id and b.id < r.id)::text as "earlierMinor",
      (select json_agg(json_build_object('no', i.no, 'startsOn', i.starts_on, 'dueOn', i.due_on, 'interestMinor', i.interest_minor::text,
          'principalMinor', i.principal_minor::text, 'balanceMinor', i.balance_minor::text) order by i.no)
        from loan_instalments i where i.loan_id = r.loan_id and i.starts_on < r.value_date
          and i.version = (select min(a.version) from loan_allocations a where a.repayment_id = r.id)) as instalments
    from loan_repayments r join loans l on l.id = r.loan_id where r.accrual_entry_id = ${id}`;
  if (!accrual) return null;
  const { currency, valueDate } = accrual;
  const shown = (minor: bigint) => formatMinor(minor, currency);
  const earlier = BigInt(accrual.earlierMinor);
  const rows = (accrual.instalments ?? []).map((row) => ({
    ...row,
    interestMinor: BigInt(row.interestMinor),
    principalMinor: BigInt(row.principalMinor),
    balanceMinor: BigInt(row.balanceMinor),
  }));
  const earned = rows.map((row) => ({ row, minor: accruedInterest(accrual, [row], valueDate) }));
  const total = earned.reduce((sum, { minor }) => sum + minor, 0n);
  return {
    result: shown(total - earlier),
    steps: [
      ...earned.map(({ row, minor }) => ({
        text: `Instalment ${row.no}, ${formatDate(row.startsOn)} to ${formatDate(row.dueOn < valueDate ? row.dueOn : valueDate)}, on ${shown(row.balanceMinor + row.principalMinor)}`,
        value: shown(minor),
      })),
      ...(earlier === 0n ? [] : [{ text: "Less what earlier entries booked", value: `−${shown(earlier)}` }]),
    ],
    rounding: `= interest earned by ${formatDate(valueDate)}, each instalment rounded by itself`,
  };
}
