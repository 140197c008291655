import { sendOnly, sqlOf, type Transaction } from "@/db/client";
import type { EntryId } from "../core/ids";
import type { Quote } from "./quote";

export type ExchangeRow = { id: EntryId; quote: Quote };

/** Writes the exchanges of accepted entries: both amounts, the rates they were made at, and what the bank earned. */
export async function insertExchanges(tx: Transaction, rows: readonly ExchangeRow[]): Promise<void> {
  if (rows.length === 0) return;
  const minor = (of: (quote: Quote) => bigint) => rows.map(({ quote }) => of(quote).toString());
  await sendOnly(
    tx,
    sqlOf(tx)`
    insert into exchanges (id, give_minor, give_currency, give_rate_id, get_minor, get_currency, get_rate_id, income_minor)
    select * from unnest(
      ${rows.map(({ id }) => id)}::uuid[],
      ${minor(({ give }) => give.minor)}::bigint[], ${rows.map(({ quote }) => quote.give.currency)}::bpchar[],
      ${rows.map(({ quote }) => quote.give.rate?.id ?? null)}::uuid[],
      ${minor(({ get }) => get.minor)}::bigint[], ${rows.map(({ quote }) => quote.get.currency)}::bpchar[],
      ${rows.map(({ quote }) => quote.get.rate?.id ?? null)}::uuid[],
      ${minor(({ incomeMinor }) => incomeMinor)}::bigint[])`,
  );
}
