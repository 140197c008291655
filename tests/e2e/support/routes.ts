import { readdirSync } from "node:fs";
import type { Page } from "@playwright/test";

/**
 * A page of the bank, who opens it, and where it lies: a path, or a list whose link leads to such a page. A `fresh` one
 * asks for a second factor of the last minutes.
 */
export type Route = { route: string; who: string; path?: string; found?: { list: string; link: RegExp }; fresh?: true };

const staff = (who: string, ...routes: string[]): Route[] => routes.map((route) => ({ route, who, path: route }));
const CUSTOMER = /^\/customers\/[0-9a-f-]{36}$/;
const LOAN = /^\/loans\/[0-9a-f-]{36}$/;
const behind = (who: string, route: string, list: string, link: RegExp, rest = ""): Route => ({
  route,
  who,
  path: rest,
  found: { list, link },
});
const ofCustomer = (who: string, rest: string, q = "?q=Amina") =>
  behind(who, `/customers/[id]${rest}`, `/customers${q}`, CUSTOMER, rest);
const DRAFT = "?status=draft&kind=individual";
const COMPANY = "?q=Papierhandel";
const ofAccount = (who: string, rest: string) =>
  behind(who, `/accounts/[id]${rest}`, "/accounts?q=Amina", /^\/accounts\/[0-9a-f-]{36}$/, rest);
const ofLoan = (who: string, rest: string, status: string) =>
  behind(who, `/loans/[id]${rest}`, `/loans?status=${status}`, LOAN, rest);

/** Every page of the staff workspace and of self-service. A page that is missing here fails the test that compares. */
export const routes: readonly Route[] = [
  { route: "/sign-in", who: "", path: "/sign-in" },
  { route: "/recover", who: "", path: "/recover" },
  { route: "/recover/password", who: "", path: "/recover/password" },
  { route: "/enrol", who: "", path: "/enrol" },
  { route: "/enrol/staff", who: "", path: "/enrol/staff" },
  // Halfway, and setting up anew: both at the front door.
  { route: "/sign-in/code", who: "halfway", path: "/sign-in/code" },
  { route: "/sign-in/factor", who: "amina", path: "/sign-in/factor", fresh: true },
  { route: "/my/beneficiaries/new", who: "amina", path: "/my/beneficiaries/new", fresh: true },
  ...staff(
    "admin",
    "/settings/staff",
    "/settings/staff/new",
    "/settings/staff/roles",
    "/settings/bank",
    "/settings/limits",
    "/settings/limits/policy",
    "/mailbox",
  ),
  { route: "/settings/staff/roles/[role]", who: "auditor", path: "/settings/staff/roles/teller" },
  ...staff("manager", "/approvals/absence"),
  behind("admin", "/settings/limits/change", "/settings/limits", /^\/settings\/limits\/change/),
  behind("admin", "/settings/staff/[id]", "/settings/staff?role=teller", /^\/settings\/staff\/[0-9a-f-]{36}$/),
  ...staff(
    "teller",
    "/desk",
    "/desk/close",
    "/desk/give",
    "/desk/hand-over",
    "/find",
    "/accounts",
    "/movements",
    "/help",
    "/settings/me",
    "/approvals/mine",
  ),
  ...staff("service", "/customers", "/customers/new", "/customers/new/organisation", "/products"),
  ...staff("service", "/accounts/applications"),
  behind(
    "service",
    "/accounts/applications/[id]",
    "/accounts/applications",
    /^\/accounts\/applications\/[0-9a-f-]{36}$/,
  ),
  ...staff("loans", "/loans"),
  ...staff("manager", "/approvals", "/activity"),
  behind("manager", "/approvals/[id]", "/approvals", /^\/approvals\/[0-9a-f-]{36}$/),
  ...staff("compliance", "/cash/unusual", "/screening", "/screening/lists", "/screening/lists/new", "/screening/runs"),
  behind("compliance", "/screening/[id]", "/screening", /^\/screening\/[0-9a-f-]{36}$/),
  ...staff("custodian", "/cash", "/cash/offers", "/cash/position"),
  ...staff("auditor", "/cash/sessions", "/cash/differences"),
  behind("custodian", "/cash/differences/[id]", "/cash/differences", /^\/cash\/differences\/[0-9a-f-]{36}$/),
  behind("auditor", "/cash/sessions/[id]", "/cash/sessions", /^\/cash\/sessions\/[0-9a-f-]{36}$/),
  // Closed, it says so; the form itself is walked through with the till that needs it.
  { route: "/cash/tills/[id]", who: "custodian", path: "/cash/tills/01a212d4-c123-72c9-ae79-25e48c811fd8" },
  behind("custodian", "/cash/vaults/[id]", "/cash", /^\/cash\/vaults\//),
  behind("custodian", "/cash/limits/[id]", "/cash", /^\/cash\/limits\//),
  ...staff(
    "operations",
    "/end-of-day",
    "/end-of-day/mails",
    "/payments/incoming",
    "/payments/cheques",
    "/rates",
    "/rates/new",
  ),
  ...staff(
    "finance",
    "/ledger",
    "/ledger/chart",
    "/ledger/positions",
    "/ledger/journal",
    "/ledger/capital",
    "/ledger/verification",
  ),
  behind("operations", "/payments/cheques/[id]", "/payments/cheques", /^\/payments\/cheques\/[0-9a-f-]{36}$/),
  ofCustomer("teller", ""),
  // The longest name of the demo bank.
  ofCustomer("teller2", "", "?q=Maximiliane"),
  behind("teller2", "/accounts/[id]", "/accounts?q=Maximiliane", /^\/accounts\/[0-9a-f-]{36}$/),
  behind("teller2", "/accounts/[id]/deposit", "/accounts?q=Maximiliane", /^\/accounts\/[0-9a-f-]{36}$/, "/deposit"),
  ofCustomer("service", "/open-account"),
  ofCustomer("service", "/enrolment"),
  ofCustomer("service", "/review"),
  ofCustomer("service", "/close"),
  behind("service", "/customers/[id]/merge", "/customers?q=Rosalind+Ettl", CUSTOMER, "/merge?other=Rosalind"),
  // Two records of one organisation.
  behind("compliance", "/customers/[id]/merge", "/customers?q=Uferwerk", CUSTOMER, "/merge"),
  ofCustomer("service", "/reopen", "?status=closed&q=Gerda"),
  ofCustomer("compliance", "/erase", "?status=closed&q=Gerda"),
  ofCustomer("compliance", "/legal-hold"),
  ofCustomer("compliance", "/prohibition"),
  ofCustomer("compliance", "/risk"),
  ofCustomer("service", "/death"),
  ...staff("compliance", "/erasure"),
  ofCustomer("service", "/scans"),
  ofCustomer("teller", "/notes"),
  ofCustomer("service", "/guardians", "?q=Efua"),
  ofCustomer("service", "/identity"),
  ofCustomer("service", "/contact"),
  ofCustomer("service", "/onboarding", DRAFT),
  ofCustomer("service", "/onboarding/identity", DRAFT),
  ofCustomer("service", "/onboarding/contact", DRAFT),
  ofCustomer("service", "/onboarding/likeness", DRAFT),
  ofCustomer("service", "/onboarding/document", DRAFT),
  ofCustomer("service", "/onboarding/declarations", DRAFT),
  ofCustomer("service", "/onboarding/products", DRAFT),
  ofCustomer("service", "/onboarding/check", DRAFT),
  ofCustomer("manager", "", COMPANY),
  ofCustomer("service", "/organisation", COMPANY),
  ofCustomer("service", "/people", COMPANY),
  ofCustomer("service", "/people/new", COMPANY),
  behind(
    "service",
    "/customers/[id]/people/[personId]",
    `/customers${COMPANY}`,
    CUSTOMER,
    "!/customers/[0-9a-f-]{36}/people/[0-9a-f]",
  ),
  ofCustomer("service", "/onboarding/organisation", "?status=draft&kind=organisation"),
  ofCustomer("service", "/onboarding/business", "?status=draft&kind=organisation"),
  ofAccount("teller", ""),
  ofAccount("teller", "/statement"),
  ofAccount("teller", "/deposit"),
  ofAccount("teller", "/withdraw"),
  ofAccount("teller", "/exchange"),
  ofAccount("teller", "/cheque"),
  ofAccount("teller", "/transfer"),
  behind(
    "teller",
    "/accounts/[id]/transfer/exchange",
    "/accounts?q=Siobh",
    /^\/accounts\/[0-9a-f-]{36}$/,
    "/transfer/exchange",
  ),
  ofAccount("service", "/close"),
  ofAccount("service", "/close/interest"),
  behind(
    "service",
    "/accounts/[id]/term-deposit",
    "/accounts?q=Amina&kind=current",
    /^\/accounts\/[0-9a-f-]{36}$/,
    "/term-deposit",
  ),
  behind(
    "service",
    "/accounts/[id]/maturity",
    "/accounts?q=Amina&kind=term_deposit&status=active",
    /^\/accounts\/[0-9a-f-]{36}$/,
    "/maturity",
  ),
  ofAccount("service", "/hold"),
  ofAccount("teller", "/holds"),
  ofAccount("manager", "/overdraft"),
  ofAccount("manager", "/blocks"),
  ofAccount("service", "/parties"),
  ofAccount("service", "/dormancy"),
  ofAccount("service", "/terms"),
  ...staff("operations", "/products/new"),
  behind("operations", "/products/[code]", "/products?kind=savings", /^\/products\/[A-Z]/),
  behind("operations", "/products/[code]/revise", "/products/SAVINGS", /^\/products\/SAVINGS\/revise/),
  behind(
    "service",
    "/accounts/[id]/holds/[holdId]",
    "/accounts?q=Amina&kind=current",
    /^\/accounts\/[0-9a-f-]{36}$/,
    "!/accounts/[0-9a-f-]{36}/holds/.",
  ),
  behind("teller", "/receipts/[reference]", "/accounts?q=Amina", /^\/accounts\//, "!/receipts/"),
  behind("teller", "/receipts/[reference]/undo", "/accounts?q=Amina", /^\/accounts\//, "!/receipts/+/undo"),
  ofLoan("loans", "", "active"),
  ofLoan("teller", "/repay", "active"),
  ofLoan("loans", "/change", "returned"),
  behind("loans", "/loans/new", "/customers?q=Amina", CUSTOMER, "!/loans/new"),
  behind("manager", "/activity/[id]", "/activity", /^\/activity\/[0-9a-f-]{36}$/),
  behind("operations", "/end-of-day/[day]", "/end-of-day", /^\/end-of-day\/\d{4}-/),
  behind("finance", "/ledger/accounts/[id]", "/ledger", /^\/ledger\/accounts\//),
  behind("finance", "/ledger/entries/[id]", "/movements", /^\/ledger\/entries\//),
  behind("manager", "/ledger/entries/[id]/reverse", "/movements?kind=transfer", /^\/ledger\/entries\//, "/reverse"),
  ...staff("amina", "/my", "/my/apply", "/my/transfer", "/my/beneficiaries", "/my/loans", "/my/security", "/my/help"),
  behind("amina", "/my/accounts/[id]", "/my", /^\/my\/accounts\/[0-9a-f-]{36}$/),
  behind("amina", "/my/accounts/[id]/statements", "/my", /^\/my\/accounts\/[0-9a-f-]{36}$/, "/statements"),
  behind("amina", "/my/loans/[id]", "/my/loans", /^\/my\/loans\/[0-9a-f-]{36}$/),
  behind("amina", "/my/loans/[id]/pay", "/my/loans", /^\/my\/loans\/[0-9a-f-]{36}$/, "/pay"),
  behind("amina", "/my/receipts/[reference]", "/my", /^\/my\/receipts\//),
  behind("amina", "/my/beneficiaries/[id]/remove", "/my/beneficiaries", /\/remove$/),
  behind("amina", "/my/transfer/check", "/my/beneficiaries", /^\/my\/transfer\?to=/, "!/my/transfer/check"),
];

/** The routes that the folders of the application make. */
export function routesOfApp(): string[] {
  return readdirSync("app", { recursive: true, encoding: "utf8" })
    .map((file) => `/${file.replaceAll("\\", "/")}`)
    .filter((file) => file.endsWith("/page.tsx"))
    .map((file) => file.replace(/\/\([^)]+\)/, "").replace(/\/page\.tsx$/, ""))
    .filter((route) => route !== "");
}

/** Opens a route as its person and answers the path it has come to lie at. */
export async function open(page: Page, { path = "", found }: Route): Promise<string> {
  if (!found) {
    await page.goto(path);
    return path;
  }
  const [link] = await linksOn(page, found.list, found.link);
  if (link === undefined) throw new Error(`No link like ${found.link} on ${found.list}`);
  const [here, next] = path.startsWith("!") ? ["", path.slice(1)] : [link + path, ""];
  const place = here || (await placeBehind(page, link, next));
  await page.goto(place);
  return place;
}

async function placeBehind(page: Page, link: string, next: string): Promise<string> {
  if (next === "/loans/new") return `/loans/new?customer=${link.split("/").at(-1)}`;
  if (next === "/my/transfer/check") {
    await page.goto(link);
    await page.getByLabel("Amount in euro").fill("1.00");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.waitForURL(/\/my\/transfer\/check/);
    return page.url();
  }
  const [start, rest = ""] = next.split("+");
  const [place] = await linksOn(page, link, new RegExp(`^${start}`));
  if (place === undefined) throw new Error(`No link to ${start} on ${link}`);
  return place + rest;
}

async function linksOn(page: Page, path: string, wanted: RegExp): Promise<string[]> {
  await page.goto(path);
  const hrefs = await page
    .getByRole("main")
    .locator("a[href]")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  return hrefs.filter((href) => wanted.test(href));
}
