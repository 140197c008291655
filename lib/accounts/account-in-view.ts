import type { Ctx, StaffActor } from "../core/context";
import { type AccountPage, accountPage } from "./queries";
import { recordAccountView } from "./record-account-view";

/** One account for a page about it, once the look at whose it is is recorded (control 53); null when there is none to see. */
export async function accountInView(ctx: Ctx<StaffActor>, id: string | undefined): Promise<AccountPage | null> {
  const account = await accountPage(ctx, id);
  if (account) await recordAccountView(ctx, account);
  return account;
}
