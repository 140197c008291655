import { type Database, sqlOf } from "@/db/client";
import { bookShareCapital } from "@/lib/cash/book-share-capital";
import { moveVaultCash } from "@/lib/cash/move-vault-cash";
import type { Role, StaffActor } from "@/lib/core/context";
import type { BusinessDate } from "@/lib/core/dates";
import type { AccountId, BranchId, Id } from "@/lib/core/ids";
import { adoptAuthenticator } from "@/lib/identity/adopt-authenticator";
import { createStaff } from "@/lib/identity/create-staff";
import type { RoleEnds } from "@/lib/identity/staff-rights";
import { completeRequest } from "@/lib/operations/complete-request";
import { approveRequest } from "@/lib/operations/decide-approval";
import { openBank } from "@/lib/operations/open-bank";
import { addProductVersion } from "@/lib/products/add-product-version";
import type { Acts } from "./acts";
import { amountOf, VAULT } from "./banknotes";
import { demoSecretOf, demoStaff, staffPassword } from "./people.mjs";
import { type Person, readPeople } from "./person";

export type Branch = { id: BranchId; vaultId: Id<"vault">; tillIds: Id<"till">[] };
export type DemoBank = {
  db: Database;
  branches: Record<"001" | "002", Branch>;
  /** By sign-in name. */
  staff: Record<string, StaffActor> & { operations: StaffActor; finance: StaffActor; loanops: StaffActor };
  products: Record<string, string>;
  people: Person[];
  /** The account of the company that two sign for. */
  company?: { id: AccountId; iban: string };
};

/** The first day: branches, staff, products, the owners' capital, cash in the vaults. */
export async function foundBank(db: Database, acts: Acts, firstDay: BusinessDate): Promise<DemoBank> {
  const opened = await openBank(
    db,
    {
      name: "Countinghouse Demo Bank",
      bic: "CHDBATWWXXX",
      ibanCountry: "AT",
      ibanBankCode: "19999",
      timeZone: "Europe/Vienna",
      demo: true,
      firstDay,
      currencies: ["EUR", "USD"],
      branches: [
        { code: "000", name: "Head office", headOffice: true, tills: 0 },
        { code: "001", name: "Harbour", tills: 4 },
        { code: "002", name: "Old Town", tills: 3 },
      ],
    },
    acts.clock(),
  );
  const branchOf = (code: string) => {
    const branch = opened.branches.find((one) => one.code === code);
    if (!branch) throw new Error(`No branch ${code}`);
    return { id: branch.id, vaultId: branch.vaultId as Id<"vault">, tillIds: branch.tillIds as Id<"till">[] };
  };
  const staff: Record<string, StaffActor> = {};
  for (const { signInName, name, branch, roles, until } of demoStaff) {
    const branchId = branchOf(branch).id;
    const member = {
      signInName,
      displayName: name,
      branchId,
      roles: roles as Role[],
      ...(until ? { until: until as RoleEnds } : {}),
      password: staffPassword,
      email: `${signInName}@countinghouse.example`,
    };
    const { userId } = await createStaff(acts.job("set-up"), member);
    await adoptAuthenticator(acts.job("set-up"), { userId, secret: demoSecretOf(signInName) });
    staff[signInName] = { kind: "staff", userId, name, roles: roles as Role[], branchId, sessionId: null };
  }
  const bank = {
    db,
    branches: { "001": branchOf("001"), "002": branchOf("002") },
    staff: staff as DemoBank["staff"],
    products: {},
    people: readPeople(),
  };
  await addProducts(bank, acts);
  await payInCapital(bank, acts);
  return bank;
}

async function addProducts(bank: DemoBank, acts: Acts): Promise<void> {
  const setUp = acts.job("set-up");
  const common = { effectiveFrom: "2025-11-01", currency: "EUR", dayCount: "30/360", minimumAge: 0 } as const;
  const loan = { minTermMonths: 6, maxTermMonths: 60, minimumAge: 18, kind: "loan" } as const;
  const terms = [
    { code: "EVERYDAY", kind: "current", name: "Everyday", annualRate: "0", overdraftRate: "0.095" },
    { code: "EVERYDAY-USD", kind: "current", name: "Everyday dollar", annualRate: "0", currency: "USD" },
    {
      code: "FIXED",
      kind: "term_deposit",
      name: "Fixed term",
      annualRate: "0.0275",
      earlyRate: "0.005",
      minAmountMinor: 50_000n,
      maxAmountMinor: 20_000_000n,
      minTermMonths: 3,
      maxTermMonths: 36,
    },
    { code: "YOUNG", kind: "current", name: "Young", annualRate: "0.005", maximumAge: 17, overdraftMaxMinor: 0n },
    { code: "SAVINGS", kind: "savings", name: "Savings", annualRate: "0.021" },
    {
      ...loan,
      code: "HOME",
      name: "Home improvement",
      annualRate: "0.09",
      minAmountMinor: 50_000n,
      maxAmountMinor: 5_000_000n,
    },
    { ...loan, code: "CAR", name: "Car", annualRate: "0.0725", minAmountMinor: 200_000n, maxAmountMinor: 4_000_000n },
  ] as const;
  for (const one of terms) {
    const { productVersionId } = await addProductVersion(setUp, { ...common, ...one, key: acts.key() });
    bank.products[one.code] = productVersionId;
  }
}

async function payInCapital(bank: DemoBank, acts: Acts): Promise<void> {
  const finance = acts.staff(bank.staff.finance);
  await bookShareCapital(finance, { key: acts.key(), currency: "EUR", amount: "5000000.00" });
  await bookShareCapital(finance, { key: acts.key(), currency: "USD", amount: "500000.00" });
  for (const [code, custodian, manager] of [
    ["001", "custodian", "manager"],
    ["002", "custodian.oldtown", "manager.oldtown"],
  ] as const) {
    const [member, second] = [bank.staff[custodian], bank.staff[manager]];
    if (!member || !second) throw new Error(`No ${custodian}`);
    const move = { kind: "settlement_to_vault", vaultId: bank.branches[code].vaultId } as const;
    for (const currency of ["EUR", "USD"] as const) {
      const notes = VAULT[currency];
      const input = { ...move, key: acts.key(), currency, notes, amount: amountOf(notes) };
      const asked = await moveVaultCash(acts.staff(member), input);
      if (!("pending" in asked)) throw new Error("The vault was filled by one person");
      const approvalId = asked.pending as never;
      await approveRequest(acts.staff(second), { key: acts.key(), approvalId, seen: 1 });
      await completeRequest(acts.staff(member), { key: acts.key(), approvalId });
    }
  }
}

/** What the seed reads instead of keeping: the instant an application was submitted, as a decider sees it. */
export async function submittedAt(db: Database, table: "customers" | "loans", id: string): Promise<string> {
  const sql = sqlOf(db);
  const [row] =
    table === "customers"
      ? await sql<{ at: string }[]>`select submitted_at as at from customers where id = ${id}`
      : await sql<{ at: string }[]>`select submitted_at as at from loans where id = ${id}`;
  if (!row) throw new Error(`No row ${id}`);
  return row.at;
}
