import { sqlOf } from "@/db/client";
import { type MoneyKind, moneyKinds } from "../approvals/kinds";
import { ownPowers } from "../approvals/own-powers";
import type { Ctx, Role, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import type { ApprovalDetail } from "./approval-queries";

/** One figure before and after what is asked; `over`: it would pass what is allowed. */
export type Impact = { label: string; nowMinor: bigint; afterMinor: bigint; over: boolean };

/** What a request for money would do as things stand now, and where its evidence lies. */
export type ApprovalImpact = { currency: Currency; lines: Impact[]; evidence: { href: string; label: string }[] };

/** Looks at balances, exposure and the maker's limit as of now; null where no money is asked for or it is decided already. */
export async function impactOf(ctx: Ctx<StaffActor>, request: ApprovalDetail): Promise<ApprovalImpact | null> {
  const { kind, amountMinor, currency, status } = request;
  if (kind === "overdraft.set") return ofLimit(ctx, request);
  if (!isMoney(kind) || amountMinor === null || currency === null) return null;
  if (!["pending", "returned", "released"].includes(status)) return null;
  const asked = { kind, minor: amountMinor, currency };
  const [subject, limit] = await Promise.all([subjectLines(ctx, request, asked), limitLines(ctx, request, asked)]);
  return { currency, lines: [...subject, ...limit], evidence: evidenceOf(request) };
}

/** A limit moves nothing: it changes what may be spent. */
async function ofLimit(ctx: Ctx, request: ApprovalDetail): Promise<ApprovalImpact | null> {
  const { subjectId, amountMinor, currency, status } = request;
  if (amountMinor === null || currency === null || !["pending", "returned"].includes(status)) return null;
  const [row] = await sqlOf(ctx.db)<{ spendable: bigint; floor: bigint }[]>`
    select balance - held as spendable, floor from account_balances where account_id = ${subjectId}`;
  if (!row) return null;
  const { spendable, floor } = row;
  const line = { label: "Available", nowMinor: spendable - floor, afterMinor: spendable + amountMinor, over: false };
  return { currency, lines: [line], evidence: evidenceOf(request) };
}

type Asked = { kind: MoneyKind; minor: bigint; currency: Currency };

const isMoney = (kind: string): kind is MoneyKind => (moneyKinds as readonly string[]).includes(kind);

async function subjectLines(
  ctx: Ctx,
  { subjectKind, subjectId, customerId }: ApprovalDetail,
  { kind, minor }: Asked,
): Promise<Impact[]> {
  const sql = sqlOf(ctx.db);
  if (subjectKind === "account") {
    const [row] = await sql<{ booked: bigint; available: bigint }[]>`
      select balance as booked, balance - held - floor as available from account_balances where account_id = ${subjectId}`;
    if (!row) return [];
    const { booked, available } = movedBy(kind, minor);
    return [
      { label: "Booked", nowMinor: row.booked, afterMinor: row.booked + booked, over: false },
      {
        label: "Available",
        nowMinor: row.available,
        afterMinor: row.available + available,
        over: available < 0n && row.available + available < 0n,
      },
    ];
  }
  if (kind !== "loan.disburse" || !customerId) return [];
  const [row] = await sql<{ exposure: string }[]>`
    select coalesce(sum(i.principal_minor - i.principal_paid_minor), 0)::text as exposure
    from loans l join loan_instalments i on i.loan_id = l.id
    where l.customer_id = ${customerId} and l.status in ('active', 'called')`;
  const exposure = BigInt(row?.exposure ?? 0);
  return [{ label: "Lent to this customer", nowMinor: exposure, afterMinor: exposure + minor, over: false }];
}

/** What an act on an account adds to its balance and to what can be spent of it. */
function movedBy(kind: MoneyKind, minor: bigint): { booked: bigint; available: bigint } {
  switch (kind) {
    case "cash.deposit":
    case "incoming.book":
      return { booked: minor, available: minor };
    case "cheque.pay_in":
      return { booked: minor, available: 0n };
    case "hold.place":
      return { booked: 0n, available: -minor };
    case "hold.release":
      return { booked: 0n, available: minor };
    default:
      return { booked: -minor, available: -minor };
  }
}

/** What the maker has moved today, against their limit for a day. */
async function limitLines(ctx: Ctx<StaffActor>, { makerId }: ApprovalDetail, asked: Asked): Promise<Impact[]> {
  const [maker] = await sqlOf(ctx.db)<{ roles: Role[] }[]>`
    select array(select role from held_roles where user_id = ${makerId}) as roles`;
  const actor = { userId: makerId, roles: maker?.roles ?? [] };
  const powers = await ownPowers({ ...ctx, actor }, asked.kind, asked.currency);
  if (powers.perDayMinor === null) return [];
  const afterMinor = powers.usedMinor + asked.minor;
  return [
    {
      label: "Moved today by whoever asked",
      nowMinor: powers.usedMinor,
      afterMinor,
      over: afterMinor > powers.perDayMinor,
    },
  ];
}

function evidenceOf({ subjectKind, subjectId, customerId }: ApprovalDetail) {
  return [
    ...(subjectKind === "account" ? [{ href: `/accounts/${subjectId}`, label: "The account and its movements" }] : []),
    ...(subjectKind === "entry" ? [{ href: `/ledger/entries/${subjectId}`, label: "The entry" }] : []),
    ...(subjectKind === "loan" ? [{ href: `/loans/${subjectId}`, label: "The loan" }] : []),
    ...(customerId ? [{ href: `/customers/${customerId}`, label: "The customer" }] : []),
  ];
}
