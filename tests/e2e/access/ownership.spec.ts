import { randomUUID } from "node:crypto";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { signIn } from "../support/people";

/** Controls 2, 3 and 5: what is another's does not exist, in the page, in its payload and in its status. */
const AMINA = "AT98 1999 9000 0100 0000";

test("control 3: another customer's account, loan, receipt and beneficiary answer like ids that never were", async ({
  browser,
}) => {
  const [amina, jonas] = [await signIn(browser, "amina"), await signIn(browser, "jonas")];
  const [account = "", loan = "", receipt = ""] = await hrefsOn(amina, "/my", [
    /^\/my\/accounts\/[0-9a-f-]{36}$/,
    /^\/my\/loans\/[0-9a-f-]{36}$/,
    /^\/my\/receipts\/LNR-/,
  ]);
  const [remove = ""] = await hrefsOn(amina, "/my/beneficiaries", [/\/remove$/]);
  for (const path of [account, loan, `${loan}/pay`, receipt, remove]) {
    const hers = await amina.request.get(path);
    expect([hers.status(), path]).toEqual([200, path]);
    const unknown = path.replace(/[0-9a-f-]{36}/, randomUUID()).replace(/LNR-.*/, "LNR-EPXA6D24V-2");
    const [theirs, nobodys] = [await jonas.request.get(path), await jonas.request.get(unknown)];
    expect([theirs.status(), nobodys.status()]).toEqual([404, 404]);
    expect(textOf(await theirs.text(), path)).toBe(textOf(await nobodys.text(), unknown));
  }
});

test("control 3: nor can another's account be paid from, or another's beneficiary be paid", async ({ browser }) => {
  const [amina, jonas] = [await signIn(browser, "amina"), await signIn(browser, "jonas")];
  const [account = ""] = await hrefsOn(amina, "/my", [/^\/my\/accounts\/[0-9a-f-]{36}$/]);
  const id = account.split("/").at(-1) as string;
  await jonas.goto("/my/transfer");
  await jonas.getByLabel("From, with what is available").evaluate((list: HTMLSelectElement, value) => {
    const option = list.options[0] as HTMLOptionElement;
    option.value = value;
    list.value = value;
  }, id);
  await jonas.getByLabel("To", { exact: true }).selectOption({ index: 1 });
  await jonas.getByLabel("Amount in euro").fill("1.00");
  await jonas.getByRole("button", { name: "Continue" }).click();
  await expect(jonas.getByRole("alert").filter({ hasText: "No account found with this number." })).toBeVisible();
});

test("control 2: staff pages do not exist for a customer", async ({ browser }) => {
  const amina = await signIn(browser, "amina");
  for (const path of ["/desk", "/customers", "/accounts", "/ledger", "/activity", "/approvals", "/settings/me"]) {
    expect([(await amina.request.get(path)).status(), path]).toEqual([404, path]);
  }
});

test("control 5: no page of a customer carries another's IBAN, document or the bank's secrets", async ({ browser }) => {
  const documents = await documentNumbers(browser);
  const jonas = await signIn(browser, "jonas");
  const sent: string[] = [];
  jonas.on("response", async (answer) => {
    if (/html|x-component/.test(answer.headers()["content-type"] ?? "")) sent.push(await answer.text().catch(() => ""));
  });
  for (const place of ["/my", "/my/transfer", "/my/beneficiaries", "/my/loans", "/my/security", "/my/help"])
    await jonas.goto(place);
  const links = await hrefsOn(jonas, "/my", [/^\/my\/accounts\/[0-9a-f-]{36}$/, /^\/my\/receipts\//]);
  for (const link of links) await jonas.goto(link ?? "/my");
  await jonas.getByRole("link", { name: "Overview" }).first().click();
  await jonas.waitForURL(/\/my$/);
  const all = sent.join("\n");
  expect(all.length).toBeGreaterThan(10_000);
  for (const canary of [AMINA, AMINA.replaceAll(" ", ""), ...documents]) expect(all).not.toContain(canary);
  expect(all).not.toMatch(/argon2id|password_?hash|"v1\.[\w-]+\.[\w-]+\./i);
});

test("control 14: after signing out, Back shows the sign-in page and nothing of the bank", async ({ browser }) => {
  const page = await signIn(browser, "amina", { own: true });
  await page.getByRole("link", { name: "Loans" }).first().click();
  await page.waitForURL(/\/my\/loans$/);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out")).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.getByText("Home improvement")).toHaveCount(0);
});

test("a record of another branch, and work of another role, say who can help", async ({ browser }) => {
  const [oldTown, harbour] = [await signIn(browser, "service.oldtown"), await signIn(browser, "service")];
  const [customer = ""] = await hrefsOn(harbour, "/customers?q=Amina", [/^\/customers\/[0-9a-f-]{36}$/]);
  for (const path of [customer, "/ledger"]) {
    const answer = await oldTown.goto(path);
    expect([answer?.status(), path]).toEqual([403, path]);
    await expect(oldTown.getByRole("main")).toContainText("another branch");
    await expect(oldTown.getByRole("main")).toContainText("branch manager");
  }
});

/** The first link of each kind on a page. */
async function hrefsOn(page: Page, path: string, kinds: readonly RegExp[]): Promise<(string | undefined)[]> {
  await page.goto(path);
  const hrefs = await page
    .getByRole("main")
    .locator("a[href]")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  return kinds.map((kind) => hrefs.find((href) => kind.test(href)));
}

/** What a page says and carries, without what every answer has of its own: nonces, identifiers of the request, its path. */
function textOf(html: string, path: string): string {
  return html
    .replaceAll(/nonce="[^"]*"|"nonce":"[^"]*"|nonce\\?":\\?"[^"\\]*/g, "")
    .replaceAll(path, "PATH")
    .replaceAll(path.split("/").find((part) => /[0-9a-f-]{36}|LNR-/.test(part)) ?? path, "ID")
    .replace(/<script[\s\S]*?<\/script>/g, "");
}

/** The last four of documents is all that pages of staff show; the numbers themselves stand in the review. */
async function documentNumbers(browser: Browser): Promise<string[]> {
  const manager = await signIn(browser, "manager");
  const [item = "/approvals"] = await hrefsOn(manager, "/approvals", [/^\/approvals\?item=/]);
  await manager.goto(item);
  const text = await manager.getByRole("main").innerText();
  return [...text.matchAll(/\b[A-Z]{2}\d{6,}\b/g)].map(([number]) => number);
}
