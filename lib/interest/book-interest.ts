import { sqlOf } from "@/db/client";
import { recordMany } from "../audit/record";
import type { TxCtx } from "../core/context";
import type { Currency } from "../core/currencies";
import { formatDate } from "../core/dates";
import { type BranchId, type EntryId, type Id, newId } from "../core/ids";
import { money } from "../core/money";
import { newReference } from "../core/references";
import { applyEntry, type Book, glAccount } from "../ledger/book";
import type { ChartCode } from "../ledger/chart";
import { readBooks } from "../ledger/chart";
import type { EntryDraft } from "../ledger/entry";
import { postEntries } from "../ledger/post-entries";
import { bookCustomerInterestAccrual, bookDepositInterestAccrual } from "../ledger/templates/deposit-interest";
import { type Exact, exactText, readExact, roundExact } from "./exact";
import type { InterestKind } from "./night-interest";

/** Where interest of each kind is owed until it is brought to accounts, and what it is to the bank. */
export const interestAccounts: Record<InterestKind, { owed: ChartCode; result: ChartCode }> = {
  deposit: { owed: "2210", result: "5010" },
  negative: { owed: "1220", result: "4030" },
  overdraft: { owed: "1220", result: "4020" },
};

/**
 * Books per product, branch, currency and kind what the exact sum of nights that are not settled comes to, rounded, more or
 * less than the books hold: after the accruals of the day, and after its capitalisation. Answers how many entries it took.
 */
export async function bookInterest(ctx: TxCtx, step: "accrual" | "capitalisation"): Promise<number> {
  const positions = (await movedOn(ctx, step)).map((moved) => ({ ...moved, ...booked(moved) }));
  const book: Book = { books: await readBooks(ctx.db), guarded: new Map(), gl: new Map() };
  const entries = positions.flatMap((position) => {
    if (position.changeMinor === 0n) return [];
    const draft = draftOf(ctx, book, position);
    return [{ position, entry: applyEntry(book, draft) }];
  });
  await postEntries(
    ctx.db,
    entries.map(({ entry }) => ({ ctx, entry })),
  );
  const entryOf = new Map<object, EntryId>(entries.map(({ position, entry }) => [position, entry.id]));
  await writePositions(ctx, step, positions, (position) => entryOf.get(position) ?? null);
  await recordMany(
    ctx.db,
    entries.map(({ position, entry }) => ({
      ctx,
      draft: {
        act: "interest.accrued",
        subjectKind: "product",
        subjectId: position.productId,
        entryId: entry.id,
        reference: entry.reference,
        amount: money(abs(position.changeMinor), position.currency),
      },
    })),
  );
  return entries.length;
}

type Place = {
  productId: Id<"product">;
  product: string;
  branchId: BranchId;
  currency: Currency;
  kind: InterestKind;
};
type Moved = Place & { before: string; moved: string; bookedMinor: bigint; settledMinor: bigint };
type Position = Place & { exact: Exact; nowMinor: bigint; changeMinor: bigint };

function booked({ before, moved, bookedMinor, settledMinor }: Moved) {
  const exact = readExact(before) + readExact(moved);
  const nowMinor = roundExact(exact);
  return { exact, nowMinor, changeMinor: nowMinor - (bookedMinor - settledMinor) };
}

/** What the day added to each sum and took from it: nights and closings with the accruals, then what was capitalised. */
function movedOn(ctx: TxCtx, step: "accrual" | "capitalisation"): Promise<readonly Moved[]> {
  const sql = sqlOf(ctx.db);
  const day = ctx.businessDate;
  const nights = sql`
    select v.product_id, l.branch_id, l.currency, r.kind, r.change as exact, 0::bigint as minor
    from interest_accruals r join product_versions v on v.id = r.version_id join ledger_accounts l on l.id = r.account_id
    where r.known_on = ${day} union all`;
  return sql<Moved[]>`
    select t.product_id as "productId", p.name as product, t.branch_id as "branchId", t.currency, t.kind,
      coalesce(last.exact, 0)::text as before, t.exact::text as moved, coalesce(last.booked_minor, 0)::bigint as "bookedMinor",
      t.minor as "settledMinor"
    from (
      select product_id, branch_id, currency, kind, sum(exact) as exact, sum(minor)::bigint as minor from (
        ${step === "accrual" ? nights : sql``}
        select v.product_id, l.branch_id, l.currency, s.kind, -s.exact as exact, s.minor
        from interest_settlements s join accounts a on a.id = s.account_id join product_versions v on v.id = a.product_version_id
          join ledger_accounts l on l.id = a.id
        where s.day = ${day} and s.reason = ${step === "accrual" ? "closing" : "period"}
      ) x group by 1, 2, 3, 4
    ) t
      join products p on p.id = t.product_id
      left join lateral (
        select i.exact, i.booked_minor from interest_positions i
        where i.product_id = t.product_id and i.branch_id = t.branch_id and i.currency = t.currency and i.kind = t.kind
          and (i.day, i.step) < (${day}::date, ${step})
        order by i.day desc, i.step desc limit 1) last on true
    order by p.code, t.branch_id, t.currency, t.kind`;
}

function draftOf(ctx: TxCtx, book: Book, { product, branchId, currency, kind, changeMinor }: Position): EntryDraft {
  const { owed, result } = interestAccounts[kind];
  const accrual = {
    id: newId<"entry">(),
    reference: newReference("DIA"),
    branchId,
    narrative: `${product}, night of ${formatDate(ctx.businessDate)}`,
    owed: glAccount(book, owed, branchId, currency),
    result: glAccount(book, result, branchId, currency),
    changeMinor,
  };
  if (kind === "deposit") return bookDepositInterestAccrual(accrual);
  return bookCustomerInterestAccrual({
    ...accrual,
    kind: kind === "negative" ? "negative_interest_accrued" : "overdraft_interest_accrued",
  });
}

async function writePositions<P extends Position>(
  ctx: TxCtx,
  step: "accrual" | "capitalisation",
  rows: readonly P[],
  entryOf: (row: P) => EntryId | null,
): Promise<void> {
  if (rows.length === 0) return;
  await sqlOf(ctx.db)`
    insert into interest_positions (day, step, product_id, branch_id, currency, kind, exact, booked_minor, entry_id)
    select ${ctx.businessDate}, ${step}, r.* from unnest(
      ${rows.map((row) => row.productId)}::uuid[], ${rows.map((row) => row.branchId)}::uuid[], ${rows.map((row) => row.currency)}::bpchar[],
      ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => exactText(row.exact))}::numeric[],
      ${rows.map((row) => row.nowMinor.toString())}::bigint[], ${rows.map(entryOf)}::uuid[]
    ) as r (product_id, branch_id, currency, kind, exact, booked_minor, entry_id)`;
}

const abs = (minor: bigint): bigint => (minor < 0n ? -minor : minor);
