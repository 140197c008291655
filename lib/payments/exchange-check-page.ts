import { parseAmountOrRefuse } from "../core/amounts";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import { isBankError } from "../core/errors";
import type { Money } from "../core/money";
import { readIban } from "../core/read-iban";
import { authorize } from "../identity/authorize";
import { exchangeNow, type TransferCheck } from "./check-transfer";
import { type FoundPayee, findPayee } from "./counter-payees";

/** A transfer into another currency as the counter shows it before it is posted. */
export type ExchangeCheck = {
  to: string;
  payee: FoundPayee;
  amount: Money;
  exchange: NonNullable<TransferCheck["exchange"]>;
};

export type ExchangeCheckPage =
  | { state: "ready"; check: ExchangeCheck }
  | { state: "refused"; sentence: string }
  | { state: "unreadable" };

/** Works out at the rates in force what the payee would get; nothing is booked. */
export async function exchangeCheckPage(
  ctx: Ctx<StaffActor>,
  from: Currency,
  { to = "", amount = "" }: { to?: string; amount?: string },
): Promise<ExchangeCheckPage> {
  authorize(ctx.actor, "transfer.create");
  try {
    const iban = readIban(to);
    const payee = await findPayee(ctx, iban);
    if (!payee || payee.currency === from) return { state: "unreadable" };
    const given = { minor: parseAmountOrRefuse(amount, from), currency: from };
    const exchange = await exchangeNow(ctx, given, payee.currency);
    return { state: "ready", check: { to: iban, payee, amount: given, exchange } };
  } catch (error) {
    if (!isBankError(error)) throw error;
    return { state: "refused", sentence: error.sentence };
  }
}
