import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openAccount } from "@/lib/accounts/open-account";
import { accountPage } from "@/lib/accounts/queries";
import { readOwn } from "@/lib/command/read-own";
import type { Ctx, CustomerActor } from "@/lib/core/context";
import { isBankError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { termDepositOf } from "@/lib/interest/deposit-queries";
import { interestSoFar } from "@/lib/interest/interest-so-far";
import { openTermDeposit } from "@/lib/interest/open-term-deposit";
import { loanDetail } from "@/lib/loans/detail-queries";
import { beneficiaryPage, listBeneficiaries } from "@/lib/payments/queries";
import { transferCheckPage } from "@/lib/payments/transfer-check-page";
import { keepTypedPayment, typedPayment } from "@/lib/payments/typed-payments";
import { customerAccountPage } from "@/lib/reports/customer-account";
import { tooLongToPrint } from "@/lib/statements/account-statement";
import { receiptOf } from "@/lib/statements/receipt";
import { statementFile } from "@/lib/statements/statement-file";
import { newKey } from "../../support/bank";
import { offerDeposit } from "../../support/deposits";
import { oneOfEverything, type World } from "./world";

type Ids = Pick<World, "loan" | "receipt" | "beneficiary" | "payee"> & {
  account: string;
  savings: string;
  deposit: string;
  typed: string;
  /** Of whoever asks. */
  ownAccount: string;
};
type Read = (ctx: Ctx<CustomerActor>, ids: Ids) => Promise<unknown>;

const MARCH = { from: "2026-03-01", to: "2026-03-02" };
const own =
  (read: Read): Read =>
  (ctx, ids) =>
    readOwn(ctx, (mine) => read(mine, ids));

/** What a customer's pages and files ask about one thing, each with the id of another's. */
const asked: Record<string, Record<string, Read>> = {
  accountPage: { "": own((ctx, { account }) => accountPage(ctx, account)) },
  customerAccountPage: {
    "": own((ctx, { account }) => customerAccountPage(ctx, account, {}, {})),
    "and filters": own((ctx, { account }) => customerAccountPage(ctx, account, { text: "Hafen" }, {})),
  },
  interestSoFar: { "": own((ctx, { savings }) => interestSoFar(ctx, savings, { worked: true })) },
  termDepositOf: { "": own((ctx, { deposit }) => termDepositOf(ctx, deposit)) },
  tooLongToPrint: { "": own((ctx, { account }) => tooLongToPrint(ctx, account, [MARCH as never], 0)) },
  loanDetail: { "": own((ctx, { loan }) => loanDetail(ctx, loan)) },
  receiptOf: { "": own((ctx, { receipt }) => receiptOf(ctx, receipt)) },
  beneficiaryPage: { "": own((ctx, { beneficiary }) => beneficiaryPage(ctx, beneficiary)) },
  transferCheckPage: {
    "from another's account": (ctx, { account, payee }) =>
      transferCheckPage(ctx, { key: newKey(), from: account, to: payee, amount: "1.00" }),
    "to another's saved payee": (ctx, { beneficiary, ownAccount }) =>
      transferCheckPage(ctx, { key: newKey(), from: ownAccount, to: beneficiary, amount: "1.00" }),
  },
  typedPayment: { "": (ctx, { typed }) => typedPayment(ctx, typed) },
  statementFile: {
    pdf: (ctx, { account }) => statementFile(ctx, account, "pdf", MARCH),
    csv: (ctx, { account }) => statementFile(ctx, account, "csv", MARCH),
    camt053: (ctx, { account }) => statementFile(ctx, account, "camt053", MARCH),
  },
};

/** Asked of nobody but whoever is signed in: what they are given names no thing in what they ask. */
const OF_WHOEVER_ASKS = [
  "accountsOnOffer",
  // Of a receipt that was read as theirs.
  "afterReceipt",
  "bankFacts",
  "customerOverview",
  "leftToPay",
  "listLoans",
  "ownApplications",
  "ownFactors",
  "ownNotices",
  "ownSessions",
  "requireFresh",
  "transferChoices",
];

let world: World;
let hers: Ids;
let theirs: string;
beforeAll(async () => {
  world = await oneOfEverything();
  const { bank, customer } = world;
  const account = await bank.account(customer, 50_000n);
  const [officer, key] = [await bank.staff("service_officer"), newKey()];
  const savings = await openAccount(officer, { key, customerId: customer, productVersionId: bank.products.savings });
  const productVersionId = await offerDeposit(bank, "FIXED", { minAmountMinor: 100n });
  const deposit = await openTermDeposit(officer, {
    key: newKey(),
    accountId: account.id,
    productVersionId,
    amount: "100.00",
    months: "1",
    instruction: "pay_out",
    present: undefined,
  });
  hers = {
    loan: world.loan,
    receipt: world.receipt,
    beneficiary: world.beneficiary,
    payee: world.payee,
    account: account.id,
    savings: savings.accountId,
    deposit: (deposit as { accountId: string }).accountId,
    typed: await keepTypedPayment(world.owner, { to: world.payee, amount: "12.00", remittance: "Hafen" }),
    ownAccount: account.id,
  };
  theirs = (await bank.account(world.other, 5_000n)).id;
});
afterAll(() => world?.database.close());

/** What takes a context and reads nothing by itself: what it is given to send stands here by its own name. */
const NO_READS = ["readOwn", "async", "Boolean", "statementResponse"];

/** Every function of the bank that a customer's pages and files hand their context to. */
function askedByPages(): string[] {
  const files = ["app/(customer)", "app/own-sign-in"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file) && !file.endsWith("actions.ts"))
      .map((file) => readFileSync(`${folder}/${file}`, "utf8")),
  );
  const called = files.flatMap((text) =>
    [...text.matchAll(/\b(\w+)\(\s*(?:own|ctx)\b(?!\))?/g)].map(([, name]) => name),
  );
  return [...new Set(called as string[])].filter((name) => !NO_READS.includes(name)).sort();
}

async function outcomeOf(read: Read, ctx: Ctx<CustomerActor>, ids: Ids): Promise<unknown> {
  try {
    return await read(ctx, ids);
  } catch (error) {
    if (isBankError(error)) return { refused: error.reason, said: error.sentence, params: error.params };
    throw error;
  }
}

describe("control 3: what a customer's pages and files read", () => {
  it("is in this table, every read of them", () => {
    expect(askedByPages()).toEqual([...Object.keys(asked), ...OF_WHOEVER_ASKS, "listBeneficiaries"].sort());
  });

  const reads = Object.entries(asked).flatMap(([name, ways]) =>
    Object.entries(ways).map(([way, read]) => [`${name} ${way}`.trim(), read] as const),
  );
  it.each(reads)("%s answers another's id as one that nothing has", async (_, read) => {
    const [loan, account, savings, deposit, beneficiary, typed] = Array.from({ length: 6 }, () => newId());
    const nothing = { loan, account, savings, deposit, beneficiary, typed } as Partial<Ids>;
    const others = await outcomeOf(read, world.stranger, { ...hers, ownAccount: theirs });
    const missing = { ...hers, ...nothing, receipt: "CSH-EPXA6D24V-2", ownAccount: theirs } as Ids;
    expect(others).toEqual(await outcomeOf(read, world.stranger, missing));
    expect(await outcomeOf(read, world.owner, hers), "its owner is answered otherwise").not.toEqual(others);
  });

  it("is never another's by the place in a list where they stood", async () => {
    const list = (ctx: Ctx<CustomerActor>, older?: string) =>
      readOwn(ctx, (mine) => listBeneficiaries(mine, {}, older ? { older } : {}));
    expect((await list(world.owner)).rows.length).toBeGreaterThan(0);
    for (const cursor of [undefined, world.beneficiary, `Jonas Weber,${world.beneficiary}`, "zzz"])
      expect((await list(world.stranger, cursor)).rows).toEqual([]);
  });
});
