import { inviteStaff } from "@/lib/operations/invite-staff";
import type { Acts } from "./acts";
import type { DemoBank } from "./found";

/** A request that waits for a second person: the administrator wants one more teller in the first branch. */
export async function askForColleague(bank: DemoBank, acts: Acts): Promise<void> {
  const { admin } = bank.staff;
  if (!admin) throw new Error("The demo bank has no administrator");
  // By the true clock, so that it still waits when the demo bank is opened on a later day than its own.
  const { clock: _, ...now } = acts.staff(admin);
  await inviteStaff(now, {
    signInName: "teller9",
    displayName: "Nora Lindqvist",
    branchId: bank.branches["001"].id,
    roles: ["teller"],
    reason: "The third till of the branch opens in December.",
  });
}
