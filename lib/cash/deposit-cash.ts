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

/** Takes cash over the counter into a customer's account: till cash up, account up. Repeating the key gives the first receipt. */
export const depositCash = moneyCommand<StaffActor, CashInput, CashState, CashRow, CashAnswer>("cash.deposit", {
  bound: "cash.deposit",
  load: loadCash,
  decide: (ctx, input, state, powers) => decideCash(ctx, "deposit", input, state, powers),
  write: insertCash,
});
