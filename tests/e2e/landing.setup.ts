import { expect, test } from "@playwright/test";
import { keepSession } from "../support/demo-session";
import { signIn } from "./support/people";

/** The bank answers, and its people come out where their work begins; without this nothing else is worth trying. */
const landings = [
  ["teller", "/desk"],
  ["manager", "/approvals"],
  ["loans", "/loans"],
  ["operations", "/end-of-day"],
  ["finance", "/ledger"],
  ["custodian", "/cash"],
  ["compliance", "/customers"],
  ["auditor", "/activity"],
  ["amina", "/my"],
] as const;

test("people come out where their work begins", async ({ browser }) => {
  for (const [name, path] of landings) {
    const page = await signIn(browser, name, { own: true });
    await expect(page, name).toHaveURL(path);
    // Staff have one session: the other tests go on in this one.
    const cookie = (await page.context().cookies()).find((one) => one.name.endsWith("bank.sid"));
    await keepSession(process.env.BANK_URL ?? "http://localhost:3000", name, `${cookie?.name}=${cookie?.value}`);
    await page.context().close();
  }
});
