import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqlOf } from "@/db/client";
import { exportStatement } from "@/lib/accounts/export-statement";
import { accountPage } from "@/lib/accounts/queries";
import { statementPage } from "@/lib/accounts/statement";
import { businessDate } from "@/lib/core/dates";
import type { AccountId } from "@/lib/core/ids";
import { drawPages } from "@/lib/customers/draw-pages";
import { balanceAtClose } from "@/lib/ledger/as-of";
import { createTransfer } from "@/lib/payments/create-transfer";
import {
  accountStatement,
  lastMonth,
  readPeriod,
  statementMonths,
  statementNumber,
  statementTotals,
  tooLongToPrint,
} from "@/lib/statements/account-statement";
import { printStatement } from "@/lib/statements/print-statement";
import { statementFile } from "@/lib/statements/statement-file";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { textOfPdf } from "../../support/text-of-pdf";

let database: TestDatabase;
let bank: TestBank;
let amina: Awaited<ReturnType<TestBank["customer"]>>;
let account: Awaited<ReturnType<TestBank["account"]>>;
const march = { from: businessDate("2026-03-01"), to: businessDate("2026-03-02") };
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  amina = await bank.customer();
  account = await bank.account(amina.id, 100_000n);
  const other = await bank.account((await bank.customer("Jonas Brandt")).id);
  for (let n = 1; n <= 60; n += 1)
    await createTransfer(amina.ctx, {
      key: newKey(),
      from: account.id,
      to: other.iban,
      amount: `1.${n.toString().padStart(2, "0")}`,
      remittance: n === 60 ? "Łódź, Жук und 李" : `Lunch, ${n}`,
      beneficiaryId: undefined,
    });
});
afterAll(() => database.close());

const officer = () => bank.staff("service_officer");

describe("a printed statement", () => {
  test("opens and closes as the ledger does, and adds up as the rows of the page and the export do", async () => {
    const ctx = await officer();
    const { rows, ...paper } = await accountStatement(ctx, account.id, march);
    expect(paper).toMatchObject({
      openingMinor: 0n,
      paidInMinor: 100_000n,
      paidOutMinor: 7_830n,
      closingMinor: 92_170n,
      movements: 61,
      final: false,
    });
    expect((await balanceAtClose(database.db, account.id, march.to)).minor).toBe(92_170n);
    const page = await accountPage(ctx, account.id);
    if (!page) throw new Error("No account");
    const { openingMinor, closingMinor, paidInMinor, paidOutMinor, movements, final } = paper;
    const totals = { openingMinor, closingMinor, paidInMinor, paidOutMinor, movements, final };
    expect(await statementTotals(ctx, page, march)).toEqual(totals);
    const { lines } = await exportStatement(ctx, account.id, () => march);
    const csv: string[] = [];
    for await (const piece of lines) csv.push(piece);
    const exported = csv.join("").trimEnd().split("\r\n").slice(1).reverse();
    expect(exported.map((line) => line.split(",")[2])).toEqual(rows.map((row) => row.reference));
    let running = openingMinor;
    for (const row of rows) {
      running += row.changeMinor;
      expect(row.balanceMinor).toBe(running);
    }
  });

  test("of a later period opens with what was left, and an empty one says so", async () => {
    const day = { from: businessDate("2026-02-01"), to: businessDate("2026-02-28") };
    expect(await accountStatement(await officer(), account.id, day)).toMatchObject({
      openingMinor: 0n,
      closingMinor: 0n,
      movements: 0,
      rows: [],
    });
    const { file } = await printStatement(await officer(), account.id, day);
    expect(await textOfPdf(file)).toContain("Nothing was booked in this period.");
  });

  test("is a tagged PDF with title, language, totals, every movement and page x of y, in any script", async () => {
    const { file, number } = await printStatement(await officer(), account.id, march);
    expect(number).toBe("2026-03-01/2026-03-02");
    const raw = file.toString("latin1");
    for (const part of ["/StructTreeRoot", "/Lang (en-GB)", "/Title ", "/H1", "/TH"])
      expect([part, raw.includes(part)]).toEqual([part, true]);
    const text = await textOfPdf(file);
    expect(text).toContain("Amina Okafor");
    expect(text).toMatch(
      /Opening balance\s+0\.00\s+Paid in\s+1,000\.00\s+Paid out\s+−78\.30\s+Closing balance\s+921\.70/,
    );
    expect(text.match(/Lunch, \d+/g)).toHaveLength(59);
    expect(text).toContain("Łódź, Жук und Li");
    const pages = await drawPages(file, async (page) => page.width);
    expect(pages.length).toBeGreaterThan(1);
    for (let at = 1; at <= pages.length; at += 1) expect(text).toContain(`page ${at} of ${pages.length}`);
  });

  test("prints what looks like a program as it was typed (bad input 37, 39)", async () => {
    const other = await bank.account((await bank.customer("Lucia Sousa")).id);
    const words = ["=HYPERLINK(1)", `${"$"}{7*7}`, "{{7*7}}", "'; DROP TABLE--", "<script>x</script>", "%s $1"];
    for (const remittance of words)
      await createTransfer(amina.ctx, {
        key: newKey(),
        from: account.id,
        to: other.iban,
        amount: "0.01",
        remittance,
        beneficiaryId: undefined,
      });
    const { file } = await printStatement(await officer(), account.id, march);
    const text = await textOfPdf(file);
    for (const word of words) expect(text).toContain(word);
  });

  test("is recorded, and refused to who may not open the account (bad input 20, 21)", async () => {
    const ctx = await officer();
    await printStatement(ctx, account.id, march);
    const acts = await sqlOf(database.db)`
      select act, subject_id from audit_events where actor_id = ${ctx.actor.userId}`;
    expect(acts).toMatchObject([{ act: "statement.exported", subject_id: account.id }]);
    const elsewhere = await bank.staff("service_officer", "002");
    const stranger = await bank.customer("Jonas Brandt");
    for (const by of [elsewhere, stranger.ctx])
      await expect(printStatement(by, account.id, march)).rejects.toMatchObject({ reason: "account_not_found" });
    for (const id of ["", "x", "%00", "{}", "00000000-0000-0000-0000-000000000000", "a".repeat(10_000)])
      await expect(printStatement(ctx, id as AccountId, march)).rejects.toMatchObject({ reason: "account_not_found" });
    await expect(printStatement(await bank.staff("administrator"), account.id, march)).rejects.toMatchObject({
      reason: "not_permitted",
    });
  });
});

describe("a statement as a file", () => {
  const piecesOf = async (query: Parameters<typeof statementFile>[3]) => {
    const { body, ...file } = await statementFile(amina.ctx, account.id, "csv", query);
    if (typeof body === "string" || body instanceof Uint8Array) throw new Error("Not written as it is read");
    const pieces: string[] = [];
    for await (const piece of body) pieces.push(piece);
    return {
      ...file,
      references: pieces
        .join("")
        .trimEnd()
        .split("\r\n")
        .slice(1)
        .map((line) => line.split(",")[2]),
    };
  };

  test("of filters without dates holds the rows of the screen, of whatever month", async () => {
    const shown = await statementPage(amina.ctx, account.id, { direction: "out" }, {}, 500);
    const { references, name, mark } = await piecesOf({ direction: "out" });
    expect(references.length).toBeGreaterThan(50);
    expect(references).toEqual(shown.rows.map(({ reference }) => reference));
    expect([name, mark]).toEqual([`statement-${account.iban}-2026-03-02.csv`, true]);
    expect(lastMonth(businessDate("2026-03-02")).to < march.from).toBe(true);
  });

  test("of a period is named after it, and of an unreadable one refused", async () => {
    expect(await piecesOf({ from: "2026-02-01", to: "2026-02-28", mark: "no" })).toMatchObject({
      name: `statement-${account.iban}-2026-02.csv`,
      mark: false,
      references: [],
    });
    for (const format of ["pdf", "camt053"] as const)
      await expect(
        statementFile(amina.ctx, account.id, format, { from: "2026-03-02", to: "2026-03-01" }),
      ).rejects.toMatchObject({ reason: "period_order" });
  });

  test("is printed of no more movements than fit, which is known beforehand of each month", async () => {
    const february = lastMonth(businessDate("2026-03-02"));
    const { movements } = await statementTotals(
      amina.ctx,
      (await accountPage(amina.ctx, account.id)) ?? expect.fail("No account"),
      march,
    );
    const long = (most: number) => tooLongToPrint(amina.ctx, account.id, [february, march], most);
    expect(await long(movements - 1)).toEqual([false, true]);
    expect(await long(movements)).toEqual([false, false]);
  });
});

describe("the period of a statement", () => {
  const today = businessDate("2026-03-02");

  test("is the last full month unless another is asked for", () => {
    expect(lastMonth(today)).toEqual({ from: "2026-02-01", to: "2026-02-28" });
    expect(lastMonth(businessDate("2028-03-31"))).toEqual({ from: "2028-02-01", to: "2028-02-29" });
    expect(readPeriod({}, today)).toEqual({ period: lastMonth(today), fault: null });
    expect(readPeriod({ from: "2026-02-20" }, today).period).toEqual({ from: "2026-02-20", to: today });
    expect(readPeriod({ to: "2026-01-31" }, today).period).toEqual({ from: "2026-01-01", to: "2026-01-31" });
    expect(readPeriod({ from: "2026-01-05", to: "2026-03-02" }, today).period).toEqual({
      from: "2026-01-05",
      to: "2026-03-02",
    });
  });

  test.each([
    [{ from: "2026-03-02", to: "2026-03-01" }, "From date must be before to date."],
    [{ to: "2026-03-03" }, "A statement ends today at the latest."],
  ])("says of %o why it is none", (typed, sentence) => {
    const { period, fault } = readPeriod(typed, today);
    expect([period, fault?.sentence]).toEqual([lastMonth(today), sentence]);
  });

  test.each(["30 Feb", "2026-02-30", "0000-00-00", "05/06/2026", "x".repeat(50_000)])("takes no %.20s", (from) => {
    expect(readPeriod({ from }, today).fault?.sentence).toMatch(/^[A-Z].{10,}\.$/);
  });

  test("is offered by month, from the one in which the account was opened, for two years at most", () => {
    const months = (openedOn: string | null) =>
      statementMonths(openedOn === null ? null : businessDate(openedOn), today).map(statementNumber);
    expect(months("2026-03-01")).toEqual(["2026-03-01/2026-03-02"]);
    expect(months(null)).toHaveLength(1);
    expect(months("2025-12-31")).toEqual(["2026-03-01/2026-03-02", "2026-02", "2026-01", "2025-12"]);
    expect(months("2001-01-01")).toHaveLength(24);
  });

  test("numbers a month by its month, and anything else by its days", () => {
    expect(statementNumber(lastMonth(today))).toBe("2026-02");
    expect(statementNumber({ from: businessDate("2026-02-01"), to: businessDate("2026-02-27") })).toBe(
      "2026-02-01/2026-02-27",
    );
  });
});
