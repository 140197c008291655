import type { StaffActor } from "../core/context";
import { moneyCommand } from "../ledger/money-command";
import {
  type CashAnswer,
  type CashInput,
  type CashRow,
  type CashState,
  decideCash,
  insertCash,
  loadCash,
} from "./cash-over-counter";

/** Pays cash over the counter from a customer's account. Refuses `insufficient_funds` with the shortfall, and `till_short`. */
export const withdrawCash = moneyCommand<StaffActor, CashInput, CashState, CashRow, CashAnswer>("cash.withdraw", {
  bound: "cash.withdraw",
  load: loadCash,
  decide: (ctx, input, state, powers) => decideCash(ctx, "withdrawal", input, state, powers),
  write: insertCash,
});
