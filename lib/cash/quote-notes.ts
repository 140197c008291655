import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { parseAmountOrRefuse } from "../core/amounts";
import type { Ctx, StaffActor } from "../core/context";
import { type Currency, isCurrency } from "../core/currencies";
import { refusal } from "../core/errors";
import { money } from "../core/money";
import { type Quote, quote } from "../exchange/quote";
import { type Rates, readRates } from "../exchange/read-rates";
import { authorize } from "../identity/authorize";
import type { quoteNotesInput } from "./schema";

type Input = z.output<typeof quoteNotesInput>;

/** Looks at an exchange of notes before its rate is shown, and books nothing. Refuses each fault at its field. */
export async function quoteNotes(ctx: Ctx<StaffActor>, input: Input): Promise<{ quote: string }> {
  authorize(ctx.actor, "cash.exchange");
  const [[account], rates] = await Promise.all([
    sqlOf(ctx.db)<{ currency: Currency }[]>`select currency from accounts where id = ${input.accountId}`,
    readRates(ctx.db, ctx.businessDate),
  ]);
  if (!account) throw refusal("account_not_found");
  return { quote: quoteOfNotes(rates, account.currency, input).id };
}

/** What notes of a currency are exchanged for: the amount is theirs, the other side is the account's or the bank's own currency. */
export function quoteOfNotes(
  rates: Rates,
  accountCurrency: Currency,
  { way, against, currency, amount }: Pick<Input, "way" | "against" | "currency" | "amount">,
): Quote {
  if (!isCurrency(currency)) throw refusal("currency_unknown");
  const other = against === "cash" ? rates.base : accountCurrency;
  if (currency === other) throw refusal("exchange_same_currency");
  const notes = money(parseAmountOrRefuse(amount, currency), currency);
  return quote(rates, way === "brings" ? { give: notes, get: other } : { give: other, get: notes });
}
