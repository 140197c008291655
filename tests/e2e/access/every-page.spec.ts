import { type Browser, expect, type Page, test } from "@playwright/test";
import {
  fits320,
  hasPlainFields,
  hasThumbTargets,
  inTheme,
  needsNoDragging,
  passesAxe,
  sendsLittleScript,
  showsFocus,
} from "../support/looks";
import { signIn, typePassword } from "../support/people";
import { open, type Route, routes, routesOfApp } from "../support/routes";

test("every page of the bank is looked at here", () => {
  expect([...new Set(routes.map(({ route }) => route))].sort()).toEqual([...new Set(routesOfApp())].sort());
});

/** One session a person, for all their pages. */
const pages = new Map<string, Promise<Page>>();

async function pageOf(browser: Browser, who: string): Promise<Page> {
  const known = pages.get(who);
  if (known) return known;
  const page = who && who !== "halfway" ? signIn(browser, who) : atTheDoor(browser, who);
  pages.set(who, page);
  return page;
}

async function atTheDoor(browser: Browser, who: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const page = await context.newPage();
  if (who === "halfway") await typePassword(page, "auditor");
  return page;
}

for (const one of routes) {
  test(`${one.route} ${one.who}`, { tag: [3, 17, 33, 34].map((point) => `@acceptance-${point}`) }, async ({
    browser,
  }) => {
    const page = one.fresh ? await signIn(browser, one.who, { own: true }) : await pageOf(browser, one.who);
    // Control 10: no page asks for what its policy forbids.
    const violations: string[] = [];
    const noted = (message: { text: () => string }) => {
      if (/Content Security Policy/i.test(message.text())) violations.push(message.text());
    };
    page.on("console", noted);
    await page.setViewportSize({ width: 1366, height: 768 });
    await inTheme(page, "light");
    const place = await open(page, one);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await isItself(page, one);
    await passesAxe(page, "light");
    await hasPlainFields(page);
    await needsNoDragging(page);
    await sendsLittleScript(page);
    if (one.who && !/^\/(my|sign-in)/.test(one.route)) await findsByF2(page);

    await inTheme(page, "dark");
    await page.goto(place);
    await passesAxe(page, "dark");

    await fits320(page);
    await showsFocus(page);
    if (one.route.startsWith("/my")) await hasThumbTargets(page);
    await page.setViewportSize({ width: 1280, height: 720 });
    await showsFocus(page);
    page.off("console", noted);
    expect(violations, "control 10").toEqual([]);
    if (one.fresh) await page.context().close();
  });
}

test("on a phone a short page begins right below the places", async ({ browser }) => {
  const page = await pageOf(browser, "teller");
  await page.setViewportSize({ width: 375, height: 812 });
  await page.goto("/find");
  const [places, main] = await Promise.all([
    page.getByRole("navigation", { name: "Places" }).boundingBox(),
    page.getByRole("main").boundingBox(),
  ]);
  expect(places?.height).toBeLessThan(60);
  expect(main?.y).toBeLessThan((places?.y ?? 0) + 61);
});

/** The page that was meant, and not the one that says it is not there. */
async function isItself(page: Page, { route }: Route): Promise<void> {
  // Its own name, and not that of the software alone.
  expect(await page.title()).toMatch(/^.+ – Countinghouse$/);
  expect(await page.title()).not.toMatch(/Nothing here|Not open to you/);
  const pattern = route.replace(/\[\w+\]/g, "[^/]+");
  expect(new URL(page.url()).pathname).toMatch(new RegExp(`^${pattern}$`));
}

async function findsByF2(page: Page): Promise<void> {
  await page.keyboard.press("F2");
  const find = page.getByLabel("Find", { exact: true });
  await expect(find).toBeFocused();
  const ring = await find.evaluate((field) => getComputedStyle(field).outlineWidth);
  expect(Number.parseInt(ring, 10), "the ring of the focus").toBeGreaterThanOrEqual(2);
}
