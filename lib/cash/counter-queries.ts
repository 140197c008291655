import { type AccountPage, accountPage } from "../accounts/queries";
import { type AccountStop, accountStop } from "../accounts/stop-queries";
import type { Ctx, StaffActor } from "../core/context";
import type { FeeTerms } from "../core/fee";
import type { Cursor, Page } from "../core/paging";
import { feeOfEvent } from "../fees/queries";
import { may } from "../identity/authorize";
import {
  type CashDrawer,
  type CountableCurrency,
  cashDrawer,
  countableCash,
  ownCount,
  type ShownCount,
} from "./count-queries";
import { openHandover, type ShownHandover } from "./handover-queries";
import { type CashPlace, cashPlaces, type MyTill, myTill, type TillMovement, tillMovements } from "./queries";
import { type CounterQuestion, counterQuestion } from "./question-queries";

/** What a cash form needs beside its fields: the account, the teller's till (or null) with its notes, and its latest movements. */
export type CounterService = {
  account: AccountPage;
  till: MyTill | null;
  drawer: CashDrawer | null;
  latest: TillMovement[];
  /** What the movement costs the account. */
  fee: FeeTerms | null;
  /** What is asked from an amount on. */
  question: CounterQuestion | null;
  /** Why nothing can be paid in or out, and who can help. */
  stop: AccountStop | null;
};

/** The counter as it stands for serving one account; null when there is no such account. */
export async function counterService(
  ctx: Ctx<StaffActor>,
  accountId: string,
  kind: "deposit" | "withdrawal",
): Promise<CounterService | null> {
  const [account, till, latest, fee, question, stop] = await Promise.all([
    accountPage(ctx, accountId),
    myTill(ctx),
    tillMovements(ctx, {}, 5),
    feeOfEvent(ctx, accountId, kind),
    counterQuestion(ctx, accountId, kind === "deposit" ? "source" : "identity"),
    accountStop(ctx, accountId, kind === "deposit" ? "in" : "out"),
  ]);
  if (!account) return null;
  const drawer = till && (await cashDrawer(ctx, till.tillId, account.currency));
  return { account, till, drawer, latest: latest.rows, fee, question, stop };
}

/** A teller's day: its movements, and the open till or the tills of the branch to open one of. */
export type TellerDesk = { movements: Page<TillMovement>; handover: ShownHandover | null } & (
  | { till: MyTill; count: ShownCount | null }
  | { till: null; tills: CashPlace[]; countable: CountableCurrency[] }
);

/** The desk of somebody who serves at a till; null for everybody else. */
export async function tellerDesk(ctx: Ctx<StaffActor>, cursor: Cursor): Promise<TellerDesk | null> {
  if (!may(ctx.actor, "till.operate")) return null;
  const [till, movements] = await Promise.all([myTill(ctx), tillMovements(ctx, cursor)]);
  if (till) {
    const counting = till.status === "counting";
    const [count, handover] = counting
      ? await Promise.all([ownCount(ctx), openHandover(ctx, "from")])
      : ([null, null] as const);
    return { till, movements, count, handover };
  }
  const [places, countable, handover] = await Promise.all([
    cashPlaces(ctx, ctx.actor.branchId),
    countableCash(ctx),
    openHandover(ctx, "to"),
  ]);
  return { till: null, movements, tills: places.filter((place) => place.kind === "till"), countable, handover };
}
