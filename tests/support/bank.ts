import { randomUUID } from "node:crypto";
import { type Database, sqlOf } from "@/db/client";
import { openAccount } from "@/lib/accounts/open-account";
import { openTill } from "@/lib/cash/open-till";
import type { Ctx, CustomerActor, Role, StaffActor, SystemActor } from "@/lib/core/context";
import type { Currency } from "@/lib/core/currencies";
import { type BusinessDate, businessDate } from "@/lib/core/dates";
import { type AccountId, type BranchId, type CustomerId, newId, type UserId } from "@/lib/core/ids";
import { type OpenedBank, openBank } from "@/lib/operations/open-bank";
import { bookIncoming } from "@/lib/payments/book-incoming";
import { addProductVersion } from "@/lib/products/add-product-version";
import { coins } from "./coins";

export const FIRST_DAY = businessDate("2026-03-02");

export type TestBank = {
  branches: OpenedBank["branches"];
  branch: (code: "000" | "001" | "002") => OpenedBank["branches"][number];
  products: { current: string; savings: string; loan: string };
  staff: (role: Role | readonly Role[], branch?: "000" | "001" | "002") => Promise<Ctx<StaffActor, Database>>;
  system: Ctx<SystemActor, Database>;
  /** An active customer of branch 001 with a sign-in of their own. */
  customer: (name?: string, branch?: "001" | "002") => Promise<{ id: CustomerId; ctx: Ctx<CustomerActor, Database> }>;
  /** An open current account of a customer, with so much on it. */
  account: (owner: CustomerId, minor?: bigint) => Promise<{ id: AccountId; iban: string }>;
  /** Money that came in from outside. */
  fund: (iban: string, minor: bigint) => Promise<unknown>;
  /** A teller of branch 001 with an open till that holds so much. */
  teller: (cashMinor?: bigint) => Promise<Ctx<StaffActor, Database>>;
};

export const newKey = () => randomUUID();

/** A small open bank in a fresh database: head office and two branches, products, no customers. */
export async function testBank(
  db: Database,
  currencies: readonly [Currency, ...Currency[]] = ["EUR", "USD"],
): Promise<TestBank> {
  const sql = sqlOf(db);
  const { branches } = await openBank(db, {
    name: "Test Bank",
    bic: "TESTAT2WXXX",
    ibanCountry: "AT",
    ibanBankCode: "19999",
    timeZone: "Europe/Vienna",
    demo: true,
    firstDay: FIRST_DAY,
    currencies,
    branches: [
      { code: "000", name: "Head office", headOffice: true, tills: 0 },
      { code: "001", name: "Harbour", tills: 60 },
      { code: "002", name: "Old Town", tills: 2 },
    ],
  });
  const branch: TestBank["branch"] = (code) =>
    branches.find((one) => one.code === code) as OpenedBank["branches"][number];
  const context = { db, businessDate: FIRST_DAY as BusinessDate, requestId: "test" };
  const system: TestBank["system"] = { ...context, actor: { kind: "system", job: "test" }, channel: "job" };
  const version = (kind: "current" | "savings" | "loan", rate: string) =>
    addProductVersion(system, {
      key: newKey(),
      code: `${kind.toUpperCase()}-1`,
      kind,
      name: { current: "Everyday", savings: "Savings", loan: "Home improvement" }[kind],
      currency: "EUR",
      effectiveFrom: "2026-01-01",
      annualRate: rate,
      dayCount: "30/360",
      minimumAge: kind === "loan" ? 18 : 0,
      ...(kind === "loan"
        ? { minAmountMinor: 50_000n, maxAmountMinor: 5_000_000n, minTermMonths: 6, maxTermMonths: 60 }
        : {}),
    });
  const products = {
    current: (await version("current", "0")).productVersionId,
    savings: (await version("savings", "0.021")).productVersionId,
    loan: (await version("loan", "0.09")).productVersionId,
  };

  const staff: TestBank["staff"] = async (role, code = "001") => {
    const roles = typeof role === "string" ? [role] : [...role];
    const userId = newId<"user">();
    const name = `${roles.join(" ")} ${userId.slice(-4)}`;
    await sql`
      insert into users (id, kind, sign_in_name, display_name, branch_id, password_hash)
      values (${userId}, 'staff', ${`staff-${userId}`}, ${name}, ${branch(code).id}, 'none')`;
    for (const one of roles) await sql`insert into user_roles (user_id, role) values (${userId}, ${one})`;
    return {
      ...context,
      actor: { kind: "staff", userId, name, roles, branchId: branch(code).id, sessionId: null },
      channel: "counter",
    };
  };

  let count = 0;
  const customer: TestBank["customer"] = async (name = "Amina Okafor", code = "001") => {
    const [id, userId] = [newId<"customer">(), newId<"user">()];
    const [maker, checker] = [await staff("service_officer", code), await staff("branch_manager", code)];
    count += 1;
    await sql`
      insert into customers (id, customer_no, kind, branch_id, full_name, birth_date, phone, email, search_text)
      values (${id}, ${`T-${count}`}, 'individual', ${branch(code).id as BranchId}, ${name}, '1988-03-14', '+436601234567', 'a@example.com', ${name.toLowerCase()})`;
    await sql`
      insert into customer_declarations (customer_id, tax_country, purpose, source_of_funds, expected_monthly, politically_exposed, consent_version)
      values (${id}, 'AT', 'daily_payments', 'salary', 'to_10000', false, '2026-01')`;
    await sql`update customers set status = 'pending_review', submitted_by = ${maker.actor.userId}, submitted_at = bank_now() where id = ${id}`;
    await sql`update customers set status = 'active', decided_by = ${checker.actor.userId}, decided_at = bank_now() where id = ${id}`;
    await sql`
      insert into users (id, kind, sign_in_name, customer_id, password_hash) values (${userId}, 'customer', ${`customer-${userId}`}, ${id}, 'none')`;
    const actor: CustomerActor = { kind: "customer", userId: userId as UserId, name, customerId: id, sessionId: null };
    return { id, ctx: { ...context, actor, channel: "self_service" } };
  };

  const account: TestBank["account"] = async (owner, minor = 0n) => {
    const [row] = await sql<{ code: "001" | "002" }[]>`
      select b.code from customers c join branches b on b.id = c.branch_id where c.id = ${owner}`;
    const officer = await staff("service_officer", row?.code ?? "001");
    const opened = await openAccount(officer, { key: newKey(), customerId: owner, productVersionId: products.current });
    if (minor > 0n) await fund(opened.iban, minor);
    return { id: opened.accountId, iban: opened.iban };
  };

  const fund = (iban: string, minor: bigint) =>
    bookIncoming(system, {
      key: newKey(),
      iban,
      amount: `${minor / 100n}.${String(minor % 100n).padStart(2, "0")}`,
      senderReference: newKey().slice(0, 30),
      remitterName: "Hafenkontor GmbH",
      remittance: undefined,
    });

  let custodian: ReturnType<typeof staff> | undefined;
  /** Cash drawn for the vault, counted out by its keeper and taken by the teller. */
  const bringCash = async (taker: Ctx<StaffActor, Database>, tillId: string, minor: bigint) => {
    const [{ moveVaultCash }, { offerCash, takeCash }] = await Promise.all([
      import("@/lib/cash/move-vault-cash"),
      import("./booked"),
    ]);
    custodian ??= staff("vault_custodian");
    const keeper = await custodian;
    const amount = `${minor / 100n}.${String(minor % 100n).padStart(2, "0")}`;
    const vaultId = branch("001").vaultId as never;
    const cash = { currency: "EUR", amount, notes: coins(minor) };
    await moveVaultCash(system, { ...cash, key: newKey(), kind: "settlement_to_vault", vaultId });
    const { offerId } = await offerCash(keeper, { ...cash, key: newKey(), fromId: vaultId, toId: tillId as never });
    await takeCash(taker, { key: newKey(), offerId: offerId as never });
  };

  let tills = 0;
  const teller: TestBank["teller"] = async (cashMinor = 0n) => {
    const ctx = await staff("teller");
    const tillId = branch("001").tillIds[tills++] as string;
    await openTill(ctx, { key: newKey(), tillId: tillId as never, counts: {} });
    if (cashMinor > 0n) await bringCash(ctx, tillId, cashMinor);
    return ctx;
  };

  return { branches, branch, products, staff, system, customer, account, fund, teller };
}
