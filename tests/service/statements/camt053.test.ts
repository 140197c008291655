import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqlOf } from "@/db/client";
import { exportStatement } from "@/lib/accounts/export-statement";
import { accountPage } from "@/lib/accounts/queries";
import { depositCash } from "@/lib/cash/deposit-cash";
import { withdrawCash } from "@/lib/cash/withdraw-cash";
import { businessDate } from "@/lib/core/dates";
import type { AccountId } from "@/lib/core/ids";
import { reverseEntry } from "@/lib/ledger/reverse-entry";
import { createTransfer } from "@/lib/payments/create-transfer";
import { accountStatement, statementTotals } from "@/lib/statements/account-statement";
import { camt053 } from "@/lib/statements/camt053";
import { exportCamt053 } from "@/lib/statements/export-camt053";
import { printStatement } from "@/lib/statements/print-statement";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { coins } from "../../support/coins";
import { type TestDatabase, testDatabase } from "../../support/database";
import { textOfPdf } from "../../support/text-of-pdf";
import { faultsOf, NAMESPACE, type Node, readXml } from "../../vectors/camt053";

let database: TestDatabase;
let bank: TestBank;
let amina: Awaited<ReturnType<TestBank["customer"]>>;
let account: Awaited<ReturnType<TestBank["account"]>>;
let other: Awaited<ReturnType<TestBank["account"]>>;
const march = { from: businessDate("2026-03-01"), to: businessDate("2026-03-02") };
const WORDS = ["Łódź & <Жук> \"李\" 'x'", `${"a".repeat(139)}b`];
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  amina = await bank.customer("Amina O’Kafor & Søn");
  account = await bank.account(amina.id, 100_000n);
  other = await bank.account((await bank.customer("Jonas Brandt")).id, 50_000n);
  const teller = await bank.teller(100_000n);
  const cash = { key: newKey(), iban: account.iban, note: undefined };
  await depositCash(teller, { ...cash, amount: "20.50", notes: coins("20.50"), paidInBy: "Rosa Klein" });
  await withdrawCash(teller, { ...cash, key: newKey(), amount: "5.00", notes: coins("5.00") });
  for (const remittance of WORDS)
    await createTransfer(amina.ctx, {
      key: newKey(),
      from: account.id,
      to: other.iban,
      amount: "10.10",
      remittance,
      beneficiaryId: undefined,
    });
});
afterAll(() => database.close());

const said = (node: Node, ...path: string[]): string[] =>
  path.length === 0
    ? [node.text]
    : node.children.filter(({ name }) => name === path[0]).flatMap((child) => said(child, ...path.slice(1)));
const STMT = ["BkToCstmrStmt", "Stmt"];

test("its totals tie while money moves on the account", async () => {
  const period = { from: businessDate("2026-03-02"), to: businessDate("2026-03-02") };
  const busy = await bank.account(amina.id, 100n);
  const page = await accountPage(amina.ctx, busy.id);
  if (!page) throw new Error("No page");
  let moving = true;
  const moved = (async () => {
    for (let at = 0; at < 60; at += 1) await bank.fund(busy.iban, 1n);
    moving = false;
  })();
  while (moving) {
    const { openingMinor, paidInMinor, paidOutMinor, closingMinor } = await statementTotals(amina.ctx, page, period);
    expect(openingMinor + paidInMinor - paidOutMinor).toBe(closingMinor);
  }
  await moved;
});

describe("a statement as camt.053", () => {
  test("is what ISO 20022 says, with every movement and the balances of the ledger", async () => {
    const officer = await bank.staff("service_officer");
    const { file, number } = await exportCamt053(officer, account.id, march);
    const document = readXml(file);
    expect(document).toMatchObject({ name: "Document", attributes: `xmlns="${NAMESPACE}"` });
    expect(faultsOf({ ...document, attributes: "" })).toEqual([]);
    const { rows } = await accountStatement(officer, account.id, march);
    expect(said(document, ...STMT, "Id")).toEqual([number]);
    expect(said(document, ...STMT, "Ntry", "AcctSvcrRef")).toEqual(rows.map(({ reference }) => reference));
    expect(said(document, ...STMT, "Ntry", "Amt")).toEqual(["1000.00", "20.50", "5.00", "10.10", "10.10"]);
    expect(said(document, ...STMT, "Ntry", "CdtDbtInd")).toEqual(["CRDT", "CRDT", "DBIT", "DBIT", "DBIT"]);
    expect(said(document, ...STMT, "Bal", "Tp", "CdOrPrtry", "Cd")).toEqual(["OPBD", "ITBD"]);
    expect(said(document, ...STMT, "Bal", "Amt")).toEqual(["0.00", "995.30"]);
    expect(said(document, ...STMT, "TxsSummry", "TtlNtries", "NbOfNtries")).toEqual(["5"]);
    expect(said(document, ...STMT, "TxsSummry", "TtlCdtNtries", "Sum")).toEqual(["1020.50"]);
    expect(said(document, ...STMT, "TxsSummry", "TtlDbtNtries", "Sum")).toEqual(["25.20"]);
    expect(said(document, ...STMT, "Acct", "Ownr", "Nm")).toEqual(["Amina O’Kafor & Søn"]);
    expect(said(document, ...STMT, "Acct", "Id", "IBAN")).toEqual([account.iban]);
  });

  test("carries what was written as it was written, and who is on the other side", async () => {
    const { file } = await exportCamt053(await bank.staff("service_officer"), account.id, march);
    const document = readXml(file);
    const details = [...STMT, "Ntry", "NtryDtls", "TxDtls"];
    expect(said(document, ...details, "RmtInf", "Ustrd")).toEqual(WORDS);
    expect(said(document, ...details, "RltdPties", "Cdtr", "Pty", "Nm")).toEqual(["Jonas Brandt", "Jonas Brandt"]);
    expect(said(document, ...details, "RltdPties", "CdtrAcct", "Id", "IBAN")).toEqual([other.iban, other.iban]);
    expect(said(document, ...details, "RltdPties", "Dbtr", "Pty", "Nm")).toEqual(["Hafenkontor GmbH"]);
    const ntry = [...STMT, "Ntry"];
    expect(said(document, ...ntry, "BkTxCd", "Domn", "Fmly", "SubFmlyCd")).toEqual([
      "OTHR",
      "CDPT",
      "CWDL",
      "BOOK",
      "BOOK",
    ]);
    expect(said(document, ...ntry, "AddtlNtryInf")[1]).toContain("paid in by Rosa Klein");
  });

  test("says of a day that is closed that its balance is final, and of a debit balance that it is one", async () => {
    const statement = await accountStatement(await bank.staff("service_officer"), account.id, march);
    const closed = { ...statement, final: true, openingMinor: -5n, closingMinor: -7n };
    const document = readXml(camt053(closed, "m"));
    expect(faultsOf({ ...document, attributes: "" })).toEqual([]);
    expect(said(document, ...STMT, "Bal", "Tp", "CdOrPrtry", "Cd")).toEqual(["OPBD", "CLBD"]);
    expect(said(document, ...STMT, "Bal", "Amt")).toEqual(["0.05", "0.07"]);
    expect(said(document, ...STMT, "Bal", "CdtDbtInd")).toEqual(["DBIT", "DBIT"]);
  });

  test("marks what takes another back, and of an empty period has balances and no entry", async () => {
    const manager = await bank.staff("branch_manager");
    const [moved] = await sqlOf(database.db)<{ id: string }[]>`
      select e.id from journal_entries e join transfers t on t.id = e.id order by e.id desc limit 1`;
    await reverseEntry(manager, {
      key: newKey(),
      entryId: moved?.id as never,
      reason: "wrong_amount",
      note: undefined,
    });
    const document = readXml((await exportCamt053(manager, account.id, march)).file);
    expect(faultsOf({ ...document, attributes: "" })).toEqual([]);
    expect(said(document, ...STMT, "Ntry", "RvslInd")).toEqual(["true"]);
    const before = { from: businessDate("2026-02-01"), to: businessDate("2026-02-28") };
    const empty = readXml((await exportCamt053(manager, account.id, before)).file);
    expect(faultsOf({ ...empty, attributes: "" })).toEqual([]);
    expect(said(empty, ...STMT, "Ntry")).toEqual([]);
    expect(said(empty, ...STMT, "TxsSummry", "TtlNtries", "NbOfNtries")).toEqual(["0"]);
  });

  test.each([
    ["an entry without its state", /<Sts>.*?<\/Sts>/, "", "has 0 Sts"],
    ["parts in another order", /(<ValDt>.*?<\/ValDt>)(<AcctSvcrRef>.*?<\/AcctSvcrRef>)/, "$2$1", "goes on with ValDt"],
    ["an amount with a comma", /(<Amt Ccy="EUR">\d+)\.(\d\d)/, "$1,$2", 'says "0,00"'],
    ["an amount without currency", /<Amt Ccy="EUR">/, "<Amt>", "has the attributes none"],
    ["a part that is not of the message", /<Sts>/, "<Chrgs></Chrgs><Sts>", "goes on with Chrgs"],
    ["a text that is too long", /<MsgId>/, `<MsgId>${"9".repeat(36)}`, "says"],
  ])("is measured by rules that find %s", async (_, from, to, fault) => {
    const { file } = await exportCamt053(await bank.staff("service_officer"), account.id, march);
    expect(file).toMatch(from);
    expect(faultsOf({ ...readXml(file.replace(from, to)), attributes: "" }).join("\n")).toContain(fault);
  });

  test("is recorded, and refused to who may not open the account", async () => {
    const officer = await bank.staff("service_officer");
    await exportCamt053(officer, account.id, march);
    const acts = await sqlOf(database.db)`
      select act, subject_id from audit_events where actor_id = ${officer.actor.userId}`;
    expect(acts).toMatchObject([{ act: "statement.exported", subject_id: account.id }]);
    const stranger = await bank.customer("Lucia Sousa");
    for (const by of [await bank.staff("service_officer", "002"), stranger.ctx])
      await expect(exportCamt053(by, account.id, march)).rejects.toMatchObject({ reason: "account_not_found" });
    for (const id of ["", "x", "%00", "00000000-0000-0000-0000-000000000000"])
      await expect(exportCamt053(officer, id as AccountId, march)).rejects.toMatchObject({
        reason: "account_not_found",
      });
  });
});

describe("a customer who takes their own statement", () => {
  test("gets the same movements in each form, and of whom they paid only what they know", async () => {
    const { file: pdf } = await printStatement(amina.ctx, account.id, march);
    const { file: xml } = await exportCamt053(amina.ctx, account.id, march);
    const { lines } = await exportStatement(amina.ctx, account.id, () => march, 2);
    let csv = "";
    for await (const piece of lines) csv += piece;
    const document = readXml(xml);
    expect(faultsOf({ ...document, attributes: "" })).toEqual([]);
    const references = said(document, ...STMT, "Ntry", "AcctSvcrRef");
    expect(references.length).toBeGreaterThan(4);
    const text = await textOfPdf(pdf);
    for (const reference of references) {
      expect(text).toContain(reference);
      expect(csv).toContain(reference);
    }
    // The totals of all three agree with each other.
    const closing = said(document, ...STMT, "Bal", "Amt")[1] as string;
    expect(text.replaceAll(",", "")).toMatch(new RegExp(`Closing balance\\s+${closing.replace(".", "\\.")}`));
    expect(text).toMatch(new RegExp(`Number of movements\\s+${references.length}\\b`));
    const [, newest] = csv.split("\r\n");
    expect(newest).toContain(`,${closing},EUR`);
    for (const form of [text, xml, csv]) {
      expect(form).toContain("Hafenkontor GmbH");
      expect(form).not.toContain("Jonas Brandt");
    }
  });
});
