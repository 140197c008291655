import { sqlOf } from "@/db/client";
import type { Actor, Channel, Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { type EntryId, isId, type LedgerAccountId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { inScope } from "./queries";

export type EntryLeg = {
  no: number;
  accountId: LedgerAccountId;
  code: string;
  name: string;
  kind: "gl" | "deposit" | "loan" | "till" | "vault";
  class: "asset" | "liability" | "equity" | "income" | "expense";
  branch: string;
  currency: Currency;
  /** Debit positive. */
  minor: bigint;
  /** The guarded account's balance after the leg, in its normal side. */
  balanceAfterMinor: bigint | null;
};

type LinkedEntry = {
  id: EntryId;
  reference: string;
  kind: string;
  why: "reverses" | "reversed_by" | "accrual" | "repayment";
};

/** An entry with both its sides, who booked it and what it hangs together with. */
export type EntryDetail = {
  id: EntryId;
  kind: string;
  reference: string;
  narrative: string;
  bookingDate: BusinessDate;
  dayStatus: "open" | "closing" | "closed";
  valueDate: BusinessDate;
  /** Date, hour, minute and second on the bank's clock. */
  bookedAt: string;
  branch: string;
  channel: Channel;
  actorKind: Actor["kind"];
  actorId: string;
  /** Staff by name, a job by its name; a customer is not named by the ledger. */
  who: string | null;
  requestId: string;
  linked: LinkedEntry[];
  /** One page of the legs, in their order. */
  legs: EntryLeg[];
  /** What all legs come to, by currency. */
  totals: EntryTotal[];
  /** The leg after which the next page begins; null on the last. */
  nextAfter: number | null;
};

export type EntryTotal = { currency: Currency; debitsMinor: bigint; creditsMinor: bigint; legs: number };

/** Legs of one page: a bulk entry has a thousand. */
const LEGS = 100;

/** One journal entry within the actor's scope with a page of its legs, those after a leg, or null. */
export async function entryDetail(ctx: Ctx<StaffActor>, id: string, after = 0): Promise<EntryDetail | null> {
  authorize(ctx.actor, "movement.read");
  if (!isId(id)) return null;
  const sql = sqlOf(ctx.db);
  const [[entry], legs, totals] = await Promise.all([
    sql<Omit<EntryDetail, "legs" | "totals" | "nextAfter">[]>`
      select e.id, e.kind, e.reference, e.narrative, e.booking_date::text as "bookingDate", d.status as "dayStatus",
        e.value_date::text as "valueDate", to_char(e.booked_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI:SS') as "bookedAt",
        b.name as branch, e.channel, e.actor_kind as "actorKind", e.actor_id as "actorId", e.request_id as "requestId",
        case e.actor_kind when 'staff' then u.display_name when 'customer' then null else e.actor_id end as who,
        coalesce((
          select json_agg(json_build_object('id', l.id, 'reference', l.reference, 'kind', l.kind, 'why', x.why))
          from (
            select e.reverses_id as id, 'reverses' as why
            union all select r.id, 'reversed_by' from journal_entries r where r.reverses_id = e.id
            union all select r.accrual_entry_id, 'accrual' from loan_repayments r where r.id = e.id
            union all select r.id, 'repayment' from loan_repayments r where e.kind = 'loan_interest_accrued' and r.accrual_entry_id = e.id
          ) x join journal_entries l on l.id = x.id
        ), '[]'::json) as linked
      from journal_entries e
        join branches b on b.id = e.branch_id
        join banking_days d on d.day = e.booking_date
        cross join bank_settings s
        left join users u on u.id = case e.actor_kind when 'staff' then e.actor_id::uuid end
      where e.id = ${id} and ${inScope(ctx)}`,
    sql<EntryLeg[]>`
      select p.leg as no, p.account_id as "accountId", a.code, a.name, a.kind, a.class, b.name as branch, p.currency, p.amount_minor as minor,
        p.balance_after as "balanceAfterMinor"
      from postings p join ledger_accounts a on a.id = p.account_id join branches b on b.id = p.branch_id
      where p.entry_id = ${id} and p.leg > ${after} order by p.leg limit ${LEGS + 1}`,
    sql<{ currency: Currency; debits: string; credits: string; legs: number }[]>`
      select currency, coalesce(sum(amount_minor) filter (where amount_minor > 0), 0)::text as debits,
        coalesce(-sum(amount_minor) filter (where amount_minor < 0), 0)::text as credits, count(*)::int as legs
      from postings where entry_id = ${id} group by currency order by min(leg)`,
  ]);
  if (!entry) return null;
  const shown = legs.slice(0, LEGS);
  return {
    ...entry,
    legs: shown,
    totals: totals.map(({ debits, credits, ...total }) => ({
      ...total,
      debitsMinor: BigInt(debits),
      creditsMinor: BigInt(credits),
    })),
    nextAfter: legs.length > LEGS ? (shown.at(-1)?.no ?? null) : null,
  };
}
