import { type AccountPage, accountPage } from "../accounts/queries";
import type { Ctx, StaffActor } from "../core/context";
import { type MyTill, myTill, type TillMovement, tillMovements } from "./queries";

/** What a cash form needs beside its fields: the account, the teller's open till (or null), and its latest movements. */
export type CounterService = { account: AccountPage; till: MyTill | null; latest: TillMovement[] };

/** The counter as it stands for serving one account; null when there is no such account. */
export async function counterService(ctx: Ctx<StaffActor>, accountId: string): Promise<CounterService | null> {
  const [account, till, latest] = await Promise.all([
    accountPage(ctx, accountId),
    myTill(ctx),
    tillMovements(ctx, {}, 5),
  ]);
  return account && { account, till, latest: latest.rows };
}
