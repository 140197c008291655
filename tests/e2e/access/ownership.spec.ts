import { randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { signIn } from "../support/people";
import { open, routes, routesOfApp } from "../support/routes";

/** Controls 2, 3 and 5: what is another's does not exist, in the page, in its payload and in its status. */
const AMINA = "AT98 1999 9000 0100 0000";
/** Of any customer of the demo bank; an administrator may see no account. */
const CUSTOMER_IBAN = /AT\d{2} ?1999 ?9\d{3} ?\d{4} ?\d{4}/;
/** A hash of a password, its column, or a value that is encrypted at rest. */
const SECRETS = /argon2id|password_?hash|"v1\.[\w-]+\.[\w-]+\./i;

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
  for (const path of [account, `${account}/statements`, loan, `${loan}/pay`, receipt, remove]) {
    const hers = await amina.request.get(path);
    expect([hers.status(), path]).toEqual([200, path]);
    const unknown = path.replace(/[0-9a-f-]{36}/, randomUUID()).replace(/LNR-.*/, "LNR-EPXA6D24V-2");
    const [theirs, nobodys] = [await jonas.request.get(path), await jonas.request.get(unknown)];
    expect([theirs.status(), nobodys.status()]).toEqual([404, 404]);
    expect(textOf(await theirs.text(), path)).toBe(textOf(await nobodys.text(), unknown));
  }
});

test("control 3: every page of a customer that is about something is among those that were swapped", () => {
  const swapped = [
    "/my/accounts/[id]",
    "/my/accounts/[id]/statements",
    "/my/beneficiaries/[id]/remove",
    "/my/loans/[id]",
    "/my/loans/[id]/pay",
    "/my/receipts/[reference]",
  ];
  const about = routesOfApp().filter((route) => route.startsWith("/my") && route.includes("["));
  expect(about.sort()).toEqual(swapped.sort());
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
  const jonas = await signIn(browser, "jonas");
  const sent: string[] = [];
  jonas.on("response", async (answer) => {
    if (/html|x-component/.test(answer.headers()["content-type"] ?? "")) sent.push(await answer.text().catch(() => ""));
  });
  const own = routes.filter(({ route, fresh }) => route.startsWith("/my") && !fresh);
  expect(own.length).toBeGreaterThan(8);
  // What he has nothing of, such as a payee or a loan, has no page of his.
  const unopened: string[] = [];
  for (const one of own) await open(jonas, { ...one, who: "jonas" }).catch(() => unopened.push(one.route));
  expect(unopened.filter((route) => !/loans|receipts|beneficiaries|maturity/.test(route))).toEqual([]);
  await jonas.goto("/my");
  await jonas.getByRole("link", { name: "Overview" }).first().click();
  await jonas.waitForURL(/\/my$/);
  const all = sent.join("\n");
  expect(all.length).toBeGreaterThan(10_000);
  for (const canary of [AMINA, AMINA.replaceAll(" ", "")]) expect(all).not.toContain(canary);
  expect(documentsIn(all)).toEqual([]);
  expect(all).not.toMatch(SECRETS);
});

test("control 5: no page of staff carries a secret of the bank, nor the whole number of a document", async ({
  browser,
}) => {
  test.slow();
  const people = new Map<string, Page>();
  const [looked, unopened]: [string[], string[]] = [[], []];
  for (const one of routes.filter(
    ({ who, route, fresh }) => who && who !== "halfway" && !fresh && !route.startsWith("/my"),
  )) {
    const page = people.get(one.who) ?? (await signIn(browser, one.who));
    people.set(one.who, page);
    const place = await open(page, one).catch(() => null);
    // What a list has none of at this moment of the run has no page.
    if (place === null) {
      unopened.push(one.route);
      continue;
    }
    const text = await (await page.request.get(place)).text();
    looked.push(one.route);
    expect([place, SECRETS.exec(text)?.[0]]).toEqual([place, undefined]);
    expect([place, documentsIn(text)]).toEqual([place, []]);
    if (one.who === "admin") expect([place, CUSTOMER_IBAN.exec(text)?.[0]]).toEqual([place, undefined]);
  }
  expect(unopened.filter((route) => !route.includes("["))).toEqual([]);
  expect(looked.length).toBeGreaterThan(60);
  expect(documentsIn("passport AT4410007, seen")).toEqual(["AT4410007"]);
});

test("control 5: nor do the lists of an administrator, who may not see accounts, carry anybody's IBAN", async ({
  browser,
}) => {
  const [admin, teller] = [await signIn(browser, "admin"), await signIn(browser, "teller")];
  for (const path of ["/activity", "/activity?act=account.viewed", "/activity?act=cash.deposited", "/approvals"]) {
    const answer = await admin.request.get(path);
    const text = await answer.text();
    expect([path, answer.status(), CUSTOMER_IBAN.exec(text)?.[0]]).toEqual([path, 200, undefined]);
  }
  expect((await admin.request.get("/accounts")).status()).toBe(403);
  expect(await (await teller.request.get("/accounts?q=Amina")).text(), "who may see accounts sees them").toMatch(
    CUSTOMER_IBAN,
  );
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

/** Numbers of documents as the demo bank's applicants have them (`scripts/seed/onboarding.ts`). */
function documentsIn(text: string): string[] {
  const numbers = [...text.matchAll(/\b[A-Z]{2}(\d{7,8})\b/g)];
  return numbers
    .filter(([, digits]) => Number(digits) >= 4_400_000 && (Number(digits) - 4_400_000) % 10_007 === 0)
    .map(([number]) => number);
}
