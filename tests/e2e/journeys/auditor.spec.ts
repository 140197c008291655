import { expect, type Locator, type Page, test } from "@playwright/test";
import postgres from "postgres";
import { formatMinor } from "../../../lib/core/money";
import { signIn } from "../support/people";

/** The bank's own figures, counted from its postings alone. */
const bank = postgres(process.env.DATABASE_ADMIN_URL ?? "", { max: 1, types: { bigint: postgres.BigInt } });
test.afterAll(() => bank.end());

const amount = (minor: bigint) => formatMinor(minor < 0n ? -minor : minor, "EUR");
const sided = (minor: bigint) => `${amount(minor)}${minor === 0n ? "" : minor > 0n ? "Dr" : "Cr"}`;
const closed = (text: string) => text.replaceAll(/\s/g, "");
const cellsOf = (row: Locator) =>
  row.locator("td, th").evaluateAll((cells) => cells.map((cell) => (cell.textContent ?? "").trim()));

async function lastClosedDay(): Promise<string> {
  const [row] = await bank<{ day: string }[]>`select max(day)::text as day from banking_days where status = 'closed'`;
  return row?.day ?? "";
}

/** What stands on each account of the chart and branch, by the postings of its members up to a day, debit positive. */
async function standingOn(day: string): Promise<Map<string, bigint>> {
  const rows = await bank<{ id: string; minor: bigint }[]>`
    select coalesce(a.control_account_id, a.id) as id, sum(p.amount_minor)::bigint as minor
    from postings p join ledger_accounts a on a.id = p.account_id
    where p.booking_date <= ${day} and a.currency = 'EUR' group by 1`;
  return new Map(rows.map(({ id, minor }) => [id, minor]));
}

test("an auditor goes from the trial balance of a day to an account, and from one of its postings to the entry behind it", async ({
  browser,
}) => {
  const auditor = await signIn(browser, "auditor");
  const main = auditor.getByRole("main");
  const day = await lastClosedDay();

  await test.step("the trial balance of the day is what its postings come to, and its difference is printed", async () => {
    await auditor.goto("/ledger");
    await main.getByLabel("As of").fill(day);
    await main.getByRole("button", { name: "Show" }).click();
    await auditor.waitForURL(/asOf=/);
    await expect(main).toContainText("(closed and final)");
    const standing = await standingOn(day);
    const seen = new Map<string, string[]>();
    for (const row of await main
      .getByRole("row")
      .filter({ has: auditor.locator("a") })
      .all()) {
      const href = await row.getByRole("link").getAttribute("href");
      expect(href, "an account opens as of the day").toContain(`asOf=${day}`);
      seen.set(/accounts\/([0-9a-f-]{36})/.exec(href ?? "")?.[1] ?? "", (await cellsOf(row)).slice(1));
    }
    for (const [id, minor] of standing)
      if (minor !== 0n) expect(seen.get(id)).toEqual(minor > 0n ? [amount(minor), ""] : ["", amount(minor)]);
    const debits = [...standing.values()].reduce((sum, minor) => (minor > 0n ? sum + minor : sum), 0n);
    const total = main.getByRole("row").filter({ hasText: "Total" });
    expect(await cellsOf(total)).toEqual(["Total", amount(debits), amount(debits)]);
    await expect(main.getByRole("row").last()).toHaveText("Difference 0.00 — balanced");
  });

  await test.step("the file of the same day is a PDF", async () => {
    const [file] = await Promise.all([
      auditor.waitForEvent("download"),
      main.getByRole("link", { name: "PDF" }).click(),
    ]);
    expect(file.suggestedFilename()).toBe(`trial-balance-EUR-${day}.pdf`);
  });

  await test.step("the tree has each class with its sum", async () => {
    await main.getByRole("link", { name: "Chart of accounts" }).click();
    await expect(auditor.getByRole("heading", { level: 1 })).toHaveText("Chart of accounts");
    // Others work meanwhile: the figures before and after the page was read must be the same.
    await expect(async () => {
      const before = await classesNow();
      await auditor.reload();
      const shown = await main
        .locator("ul > li > details > summary > span:last-child")
        .evaluateAll((lines) => lines.map((line) => (line.textContent ?? "").replaceAll(/\s/g, "")));
      expect(await classesNow()).toEqual(before);
      for (const line of before) expect(shown).toContain(line);
    }).toPass();
  });

  const account = await test.step("a control account of the day is the sum of its members", async () => {
    await auditor.goto(`/ledger?asOf=${day}`);
    const control = await controlOf("2030", day);
    await main.locator(`a[href^="/ledger/accounts/${control.id}"]`).click();
    await expect(auditor.getByRole("heading", { level: 1 })).toHaveText("Term deposits of customers");
    const members = await memberBalances(control.id, day);
    const rows = await main.locator("tbody tr").all();
    const shown = await Promise.all(rows.map(async (row) => (await cellsOf(row)).map(closed)));
    expect(new Map(shown.map(([number, , balance]) => [number, balance]))).toEqual(
      new Map(members.map(({ code, minor }) => [code, sided(minor)])),
    );
    expect(members.reduce((sum, { minor }) => sum + minor, 0n)).toBe(control.minor);
    await auditor.getByRole("link", { name: "Ledger", exact: true }).last().click();
    await expect(auditor).toHaveURL(new RegExp(`asOf=${day}`));
    return busiest(day);
  });

  const chosen = await test.step("an account carries its balance across the border of two pages", async () => {
    await main.locator(`a[href^="/ledger/accounts/${account.id}"]`).click();
    await expect(main.locator("header")).toContainText(sided(account.minor).replace(/(Dr|Cr)$/, ""));
    await expect(main.locator("header").getByText("Final")).toBeVisible();
    const history = await historyOf(account.id, day);
    expect(await shownRows(main)).toEqual(history.slice(0, 25).map(lineOf));
    await main.getByRole("link", { name: "Show 25 older" }).click();
    await expect(auditor).toHaveURL(/older=/);
    await expect(auditor).toHaveURL(new RegExp(`asOf=${day}`));
    expect(await shownRows(main)).toEqual(history.slice(25, 50).map(lineOf));
    return history[25] as Posting;
  });

  await test.step("its entry has both sides, the document, who, when, the seal and how it was worked out", async () => {
    await main.getByRole("link", { name: chosen.reference }).first().click();
    await auditor.waitForURL(new RegExp(`/ledger/entries/${chosen.entryId}`));
    await readEntry(auditor, chosen.entryId, day);
  });
  await auditor.context().close();
});

test("an auditor runs a verification and reads what it compared", async ({ browser }) => {
  const auditor = await signIn(browser, "auditor");
  const main = auditor.getByRole("main");
  await auditor.goto("/ledger/verification");
  const [before, earlier] = [await postingsNow(), await runsOf("auditor")];
  await main.getByRole("button", { name: "Verify now" }).click();
  await expect(async () => expect((await runsOf("auditor")).length).toBe(earlier.length + 1)).toPass();
  const after = await postingsNow();
  const [run] = await runsOf("auditor");
  if (!run) throw new Error("no run");
  expect([run.result, run.bad]).toEqual(["proved", 0]);
  expect([run.postings >= before, run.postings <= after]).toEqual([true, true]);

  await auditor.goto("/ledger/verification");
  const postings = String(run.postings).replace(/\B(?=(\d{3})+$)/g, ",");
  await expect(main.getByText("The ledger is proved")).toBeVisible();
  await expect(main).toContainText(`by ${run.name}: ${postings} postings in`);
  await expect(main).toContainText(`chain checked to seal ${run.head}.`);
  const checks = main.getByRole("table", { name: "Checks of the last verification" }).locator("tbody tr");
  await expect(checks).toHaveCount(run.findings.length);
  for (const [at, { check, rows }] of run.findings.entries())
    expect((await cellsOf(checks.nth(at))).map((cell) => cell.replaceAll(/[^\w ]/g, ""))).toEqual([
      check.replaceAll(/[^\w ]/g, ""),
      "Holds",
      rows,
    ]);
  const last = main.getByRole("table", { name: "Verifications, newest first" }).locator("tbody tr").first();
  for (const text of [run.name, "Proved", String(run.head), postings]) await expect(last).toContainText(text);
  await auditor.context().close();
});

test("on a phone the books are read from top to bottom, each figure with its name, and nothing scrolls sideways", async ({
  browser,
}) => {
  const auditor = await signIn(browser, "auditor", { phone: true });
  const main = auditor.getByRole("main");
  const account = await busiest(await lastClosedDay());
  const [entry] = await historyOf(account.id, await lastClosedDay());
  const places: [path: string, table: string, name: string][] = [
    ["/ledger", "Trial balance in EUR", "Balance now"],
    [`/ledger?asOf=${await lastClosedDay()}`, "Trial balance in EUR", "Credit"],
    [`/ledger/accounts/${account.id}`, "Postings, newest banking day first", "Reference"],
    [`/ledger/entries/${entry?.entryId}`, "Legs in EUR", "Debit, EUR"],
    ["/ledger/positions", "Exchanges, the latest first", "Customer gave"],
    ["/ledger/verification", "Seals, newest first", "Hash"],
  ];
  for (const [path, table, name] of places) {
    await auditor.goto(path);
    const region = main.getByRole("region", { name: table });
    await expect(region).toBeVisible();
    expect(await region.evaluate((one) => one.scrollWidth - one.clientWidth), path).toBe(0);
    expect(await auditor.evaluate(() => document.documentElement.scrollWidth), path).toBe(375);
    const names = await region
      .locator("tbody td")
      .evaluateAll((cells) => cells.map((cell) => getComputedStyle(cell, "::before").content));
    expect(names, path).toContain(`"${name}"`);
  }
  await auditor.context().close();
});

type Run = {
  result: string;
  postings: bigint;
  head: bigint;
  name: string;
  bad: number;
  findings: { check: string; rows: string }[];
};

/** What somebody's verifications found, the newest first. */
async function runsOf(signInName: string): Promise<Run[]> {
  return bank<Run[]>`
    select r.result, r.postings, r.head_number as head, u.display_name as name, r.findings,
      (select count(*)::int from jsonb_array_elements(r.findings) f where f ->> 'bad' is not null) as bad
    from verify_runs r join users u on u.id::text = r.actor_id
    where u.sign_in_name = ${signInName} order by r.ended_at desc`;
}

async function postingsNow(): Promise<bigint> {
  const [row] = await bank<{ n: bigint }[]>`select count(*) as n from postings`;
  return row?.n ?? 0n;
}

type Posting = { entryId: string; reference: string; minor: bigint; balance: bigint };

/** An account's rows up to a day, the newest first, in the order of their seals, with the balance after each. */
async function historyOf(id: string, day: string): Promise<Posting[]> {
  return bank<Posting[]>`
    select p.entry_id as "entryId", e.reference, p.amount_minor as minor,
      (sum(p.amount_minor) over (order by p.booking_date, e.epoch, e.xact, p.entry_id, p.leg))::bigint as balance
    from postings p join journal_entries e on e.id = p.entry_id
    where p.account_id = ${id} and p.booking_date <= ${day}
    order by p.booking_date desc, e.epoch desc, e.xact desc, p.entry_id desc, p.leg desc limit 50`;
}

const lineOf = ({ reference, minor, balance }: Posting) => [
  reference,
  minor > 0n ? amount(minor) : "",
  minor < 0n ? amount(minor) : "",
  sided(balance),
];

async function shownRows(main: Locator): Promise<string[][]> {
  const rows = await main.locator("tbody tr").all();
  return Promise.all(
    rows.map(async (row) => {
      const [, , reference = "", debit = "", credit = "", balance = ""] = await cellsOf(row);
      return [reference, debit, credit, closed(balance)];
    }),
  );
}

async function classesNow(): Promise<string[]> {
  const names = { asset: "Assets", liability: "Liabilities", equity: "Equity", income: "Income", expense: "Expenses" };
  const rows = await bank<{ class: keyof typeof names; minor: bigint }[]>`
    select a.class, sum(p.amount_minor)::bigint as minor from postings p join ledger_accounts a on a.id = p.account_id
    where a.currency = 'EUR' group by 1`;
  return rows.map((row) => closed(`${names[row.class]}${sided(row.minor)}`));
}

async function controlOf(code: string, day: string): Promise<{ id: string; minor: bigint }> {
  const [row] = await bank<{ id: string; minor: bigint }[]>`
    select c.id, sum(p.amount_minor)::bigint as minor from ledger_accounts c join ledger_accounts a on a.control_account_id = c.id
      join postings p on p.account_id = a.id
    where c.code = ${code} and c.currency = 'EUR' and p.booking_date <= ${day} group by 1 having sum(p.amount_minor) <> 0 limit 1`;
  if (!row) throw new Error(`Nothing stands on ${code}`);
  return row;
}

async function memberBalances(control: string, day: string): Promise<{ code: string; minor: bigint }[]> {
  return bank`
    select a.code, coalesce(sum(p.amount_minor) filter (where p.booking_date <= ${day}), 0)::bigint as minor
    from ledger_accounts a left join postings p on p.account_id = a.id where a.control_account_id = ${control} group by 1`;
}

/** The account between the branches with most postings: it keeps no running balance of its own. */
async function busiest(day: string): Promise<{ id: string; minor: bigint }> {
  const [row] = await bank<{ id: string; minor: bigint }[]>`
    select a.id, sum(p.amount_minor)::bigint as minor from postings p join ledger_accounts a on a.id = p.account_id
    where a.code = '1900' and a.currency = 'EUR' and p.booking_date <= ${day} group by 1 order by count(*) desc limit 1`;
  if (!row) throw new Error("Nothing went between branches");
  return row;
}

async function readEntry(auditor: Page, id: string, day: string): Promise<void> {
  const main = auditor.getByRole("main");
  const [entry] = await bank<
    { reference: string; at: string; day: string; who: string; seal: bigint; debits: bigint; legs: bigint }[]
  >`
    select e.reference, to_char(e.booked_at at time zone s.time_zone, 'HH24:MI:SS') as at, e.booking_date::text as day,
      case e.actor_kind when 'staff' then u.display_name when 'customer' then 'Customer' else e.actor_id end as who,
      (select number from seals where e.id = any(ids) limit 1) as seal,
      (select sum(amount_minor) from postings where entry_id = e.id and amount_minor > 0)::bigint as debits,
      (select count(*) from postings where entry_id = e.id) as legs
    from journal_entries e cross join bank_settings s left join users u on u.id::text = e.actor_id
    where e.id = ${id}`;
  if (!entry) throw new Error("no such entry");
  const legs = await bank<{ code: string; minor: bigint; after: bigint | null; guarded: boolean }[]>`
    select a.code, p.amount_minor as minor, p.balance_after as after, a.guarded from postings p
      join ledger_accounts a on a.id = p.account_id where p.entry_id = ${id} order by p.leg`;
  await expect(main.locator("header")).toContainText(entry.reference);
  const rows = await main.getByRole("table").locator("tbody tr").all();
  expect(rows).toHaveLength(legs.length);
  for (const [at, leg] of legs.entries()) {
    const [account = "", , debit, credit] = await cellsOf(rows[at] as Locator);
    expect(closed(account)).toContain(leg.code);
    expect([debit, credit]).toEqual(leg.minor > 0n ? [amount(leg.minor), ""] : ["", amount(leg.minor)]);
  }
  expect((await cellsOf(main.getByRole("table").locator("tfoot tr"))).slice(2, 4)).toEqual([
    amount(entry.debits),
    amount(entry.debits),
  ]);
  await expect(main.locator(`a[href*="/ledger/accounts/"][href*="asOf=${day}"]`).first()).toBeVisible();
  const fact = (term: string) => main.locator("dl > div", { hasText: term }).locator("dd").first();
  await expect(fact("Booked at")).toContainText(entry.at);
  await expect(fact("By")).toContainText(entry.who);
  await expect(main.getByText("Sealed", { exact: true })).toBeVisible();
  await expect(fact("Number")).toHaveText(String(entry.seal));
  await expect(main.getByRole("link", { name: entry.reference })).toHaveAttribute(
    "href",
    `/receipts/${entry.reference}`,
  );
  const moved = legs.find(({ guarded, after }) => guarded && after !== null);
  if (!moved) throw new Error("no account of this entry keeps a balance");
  const working = main
    .locator("details")
    .filter({ hasText: `How ${amount(moved.after ?? 0n)} was worked out` })
    .first();
  await working.locator("summary").click();
  await expect(working).toContainText("to the cent as entered: nothing is rounded");
  await expect(working).toContainText(amount(moved.minor));
}
