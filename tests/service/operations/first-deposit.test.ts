import { afterAll, beforeAll, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { openAccount } from "@/lib/accounts/open-account";
import { changePolicy } from "@/lib/approvals/change-policy";
import { changePolicyInput } from "@/lib/approvals/schema";
import { bookShareCapital } from "@/lib/cash/book-share-capital";
import { depositCash } from "@/lib/cash/deposit-cash";
import { moveVaultCash } from "@/lib/cash/move-vault-cash";
import { offerCash } from "@/lib/cash/offer-cash";
import { openTill } from "@/lib/cash/open-till";
import { takeCash } from "@/lib/cash/take-cash";
import type { Ctx, Role, StaffActor } from "@/lib/core/context";
import { businessDate } from "@/lib/core/dates";
import type { BranchId, UserId } from "@/lib/core/ids";
import { enrolStaff } from "@/lib/identity/enrol-staff";
import { issueStaffCode } from "@/lib/identity/issue-staff-code";
import { makeFirstAdministrators } from "@/lib/identity/make-first-administrators";
import { addBranch } from "@/lib/operations/add-branch";
import { firstSteps } from "@/lib/operations/first-steps";
import { inviteStaff } from "@/lib/operations/invite-staff";
import { openBank } from "@/lib/operations/open-bank";
import { reviseProduct } from "@/lib/products/revise-product";
import { reviseProductInput } from "@/lib/products/schema";
import { newKey } from "../../support/bank";
import { coins } from "../../support/coins";
import { type TestDatabase, testDatabase } from "../../support/database";
import { carried, completed } from "../../support/second-person";
import { active } from "../customers/applicants";
import { bankJob, frontDoor, PASSWORD } from "../identity/people";

type Staff = Ctx<StaffActor, TestDatabase["db"]>;
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

it("a bank that was opened a moment ago is set up to its first deposit through its commands alone", async () => {
  const { db } = database;
  const day = businessDate("2027-01-04");
  await openBank(db, {
    name: "Harbour Bank",
    bic: "HARBATWWXXX",
    ibanCountry: "AT",
    ibanBankCode: "12000",
    timeZone: "Europe/Vienna",
    demo: false,
    firstDay: day,
    currencies: ["EUR"],
    branches: [{ code: "000", name: "Head office", headOffice: true, tills: 0 }],
  });
  const context = { db, businessDate: day, requestId: "first" };
  const signedIn = async (signInName: string): Promise<Staff> => {
    const [row] = await sqlOf(db)<{ userId: UserId; name: string; branchId: BranchId; roles: Role[] }[]>`
      select id as "userId", display_name as name, branch_id as "branchId",
        array(select role from user_roles where user_id = users.id) as roles
      from users where sign_in_name = ${signInName} and password_hash is not null`;
    if (!row) throw new Error(`${signInName} cannot sign in`);
    return { ...context, channel: "counter", actor: { kind: "staff", sessionId: null, ...row } };
  };
  const enrol = (code: string) => enrolStaff({ ...frontDoor(db), businessDate: day }, { code, password: PASSWORD });
  const open = async (ctx: Staff) => (await firstSteps(ctx)).filter(({ done }) => !done).map(({ step }) => step);

  const codes = await makeFirstAdministrators({ ...bankJob(db), businessDate: day }, [
    { signInName: "olga", name: "Olga Brenner" },
    { signInName: "tomasz", name: "Tomasz Wilk" },
  ]);
  for (const { code } of codes) await enrol(code);
  const [olga, tomasz] = [await signedIn("olga"), await signedIn("tomasz")];
  const agreed = { maker: olga, checker: tomasz };
  expect(await open(olga)).toEqual(["branch", "staff", "policy", "product", "capital", "vault", "till", "account"]);

  const why = { reason: "The bank opens" };
  expect(await carried(addBranch, { code: "001", name: "Harbour", tills: 2, ...why } as never, agreed)).toBe(
    "approved",
  );
  expect(await open(olga)).toEqual(["staff", "policy", "product", "capital", "vault", "till", "account"]);
  const [branch] = await sqlOf(db)<{ id: BranchId; head: BranchId; vault: string; till: string }[]>`
    select b.id, (select id from branches where head_office) as head,
      (select id from cash_points p where p.branch_id = b.id and kind = 'vault') as vault,
      (select id from cash_points p where p.branch_id = b.id and kind = 'till' order by number limit 1) as till
    from branches b where code = '001'`;
  if (!branch) throw new Error("There is no branch");
  const hired: Partial<Record<Role, Staff>> = {};
  for (const role of [
    "teller",
    "vault_custodian",
    "service_officer",
    "branch_manager",
    "operations",
    "finance_officer",
    "compliance_officer",
  ] as const) {
    const atHead = role === "operations" || role === "finance_officer" || role === "compliance_officer";
    const invitation = {
      signInName: role.replace("_", "."),
      displayName: role,
      branchId: atHead ? branch.head : branch.id,
      roles: [role],
      ...why,
    };
    expect(await carried(inviteStaff, invitation as never, agreed)).toBe("approved");
    const [user] = await sqlOf(db)<
      { id: string }[]
    >`select id from users where sign_in_name = ${invitation.signInName}`;
    await enrol((await issueStaffCode(olga, { userId: user?.id as string })).code);
    hired[role] = await signedIn(invitation.signInName);
  }
  const who = (role: Role) => hired[role] as Staff;
  expect(await open(olga)).toEqual(["policy", "product", "capital", "vault", "till", "account"]);
  const policy = changePolicyInput.parse({
    kind: "cash.deposit",
    role: "anyone",
    currency: "EUR",
    from: "10,000.00",
    checkerRole: "branch_manager",
    effectiveFrom: day,
    ...why,
  });
  expect(await carried(changePolicy, policy, agreed)).toBe("approved");
  expect(await open(olga)).toEqual(["product", "capital", "vault", "till", "account"]);

  const product = reviseProductInput.parse({
    key: newKey(),
    code: "CURRENT",
    kind: "current",
    name: "Everyday",
    currency: "EUR",
    effectiveFrom: day,
    annualRate: "0",
    dayCount: "30/360",
    eligibleFor: "anyone",
  });
  const products = { maker: who("operations"), checker: who("finance_officer") };
  expect(await carried(reviseProduct, product, products)).toBe("approved");

  await bookShareCapital(who("finance_officer"), {
    key: newKey(),
    amount: "1,000,000.00",
    currency: "EUR",
    ...why,
  } as never);
  const vaultId = branch.vault as never;
  const drawn = { currency: "EUR", amount: "5,000.00", notes: coins("5000.00") };
  const draw = { key: newKey(), kind: "settlement_to_vault" as const, vaultId, ...drawn };
  const twoKeys = { maker: who("vault_custodian"), checker: who("branch_manager") };
  expect(await completed(moveVaultCash, draw, twoKeys)).toMatch(/^CMV-/);
  await openTill(who("teller"), { key: newKey(), tillId: branch.till as never, counts: {} });
  const handed = { currency: "EUR", amount: "500.00", notes: coins("500.00") };
  const offered = await offerCash(who("vault_custodian"), {
    key: newKey(),
    fromId: vaultId,
    toId: branch.till as never,
    ...handed,
  } as never);
  await takeCash(who("teller"), { key: newKey(), offerId: (offered as { offerId: string }).offerId as never });
  expect(await open(olga)).toEqual(["account"]);

  const customerId = await active(who("service_officer"), who("branch_manager"));
  const [version] = await sqlOf(db)<{ id: string }[]>`select id from product_versions`;
  const opened = await openAccount(who("service_officer"), {
    key: newKey(),
    customerId,
    productVersionId: version?.id as string,
  } as never);
  expect(await open(olga)).toEqual([]);
  const deposit = { iban: opened.iban, amount: "250.00", notes: coins("250.00"), paidInBy: undefined, note: undefined };
  expect(await depositCash(who("teller"), { key: newKey(), ...deposit })).toMatchObject({
    reference: expect.any(String),
  });
});
