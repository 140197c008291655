import { spawn } from "node:child_process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { enrolStaff } from "@/lib/identity/enrol-staff";
import { makeFirstAdministrators } from "@/lib/identity/make-first-administrators";
import { signIn } from "@/lib/identity/sign-in";
import { type TestDatabase, testDatabase } from "../../support/database";
import { bankJob, foundBank, frontDoor, hire, PASSWORD } from "./people";

let bank: TestDatabase;
beforeEach(async () => {
  bank = await testDatabase();
});
afterEach(() => bank.close());

const two = [
  { signInName: "olga", name: "Olga Brenner" },
  { signInName: "tomasz", name: "Tomasz Wilk" },
];
const refusedFor = (reason: string) => expect.objectContaining({ reason });

describe("control 34: a bank without anybody", () => {
  it("is opened from the command line, with codes that are printed once and work once", async () => {
    expect(await sqlOf(bank.db)`select 1 from users`).toHaveLength(0);
    const opening = ["--bank", "Harbour Bank", "--bic", "HARBATWWXXX", "--country", "AT", "--bank-code", "12000"];
    const where = ["--time-zone", "Europe/Vienna", "--first-day", "2027-01-04", "--currency", "EUR"];
    const people = ["--administrator", "olga=Olga Brenner", "--administrator", "tomasz=Tomasz Wilk"];
    const said = await program([...opening, ...where, ...people]);
    const codes = [...said.matchAll(/^ {2}(\w+) +((?:[0-9A-Z]{4}-){3}[0-9A-Z]{4})$/gm)].map(([, who, code]) => [
      who,
      code,
    ]);
    expect(codes.map(([who]) => who)).toEqual(["olga", "tomasz"]);
    const [settings] = await sqlOf(bank.db)`select name, demo from bank_settings`;
    expect(settings).toEqual({ name: "Harbour Bank", demo: false });

    const [, code = ""] = codes[0] ?? [];
    await enrolStaff(frontDoor(bank.db), { code, password: PASSWORD });
    const { person, next } = await signIn(frontDoor(bank.db), { signInName: "olga", password: PASSWORD });
    expect([person, next]).toEqual([{ kind: "staff", roles: ["administrator"] }, "set up factor"]);
    await expect(enrolStaff(frontDoor(bank.db), { code, password: PASSWORD })).rejects.toEqual(
      refusedFor("enrolment_code_unknown"),
    );
    expect(await program(people)).toContain("Somebody can sign in to this bank already.");
  });

  it("says what is missing, and opens nothing by half", async () => {
    const people = ["--administrator", "olga=Olga Brenner", "--administrator", "tomasz=Tomasz Wilk"];
    expect(await program(people)).toContain("The bank is not open yet: --first-day is missing.");
    expect(await program(people.slice(2))).toContain("Name two administrators");
    expect(await sqlOf(bank.db)`select 1 from bank_settings`).toHaveLength(0);
  });

  it("needs two, and gives new codes until one is used", async () => {
    await foundBank(bank.db);
    const job = bankJob(bank.db);
    await expect(makeFirstAdministrators(job, two.slice(1))).rejects.toEqual(refusedFor("two_administrators_needed"));
    const [first] = await makeFirstAdministrators(job, two);
    const [again] = await makeFirstAdministrators(job, two);
    const use = (code = "") => enrolStaff(frontDoor(bank.db), { code, password: PASSWORD });
    await expect(use(first?.code)).rejects.toEqual(refusedFor("enrolment_code_unknown"));
    await use(again?.code);
    await expect(makeFirstAdministrators(job, two)).rejects.toEqual(refusedFor("bank_has_staff"));
  });

  it("named anew with others ends the codes of those named before", async () => {
    await foundBank(bank.db);
    const job = bankJob(bank.db);
    const before = await makeFirstAdministrators(job, two);
    await makeFirstAdministrators(job, [
      { signInName: "petra", name: "Petra Novak" },
      { signInName: "samir", name: "Samir Haddad" },
    ]);
    for (const { code } of before)
      await expect(enrolStaff(frontDoor(bank.db), { code, password: PASSWORD })).rejects.toEqual(
        refusedFor("enrolment_code_unknown"),
      );
  });

  it("takes none from the front door, nor from staff", async () => {
    const branchId = await foundBank(bank.db);
    await expect(makeFirstAdministrators(frontDoor(bank.db), two)).rejects.toEqual(refusedFor("not_permitted"));
    const admin = await hire(bank.db, "admin", branchId, "administrator");
    await expect(makeFirstAdministrators(admin as never, two)).rejects.toEqual(refusedFor("not_permitted"));
  });
});

/** What the program says in production on this database. */
async function program(args: string[]): Promise<string> {
  const env = {
    ...process.env,
    BANK_MODE: "production",
    APP_ORIGIN: "https://bank.example",
    DATABASE_URL: bank.urls.app,
    DATABASE_JOBS_URL: bank.urls.jobs,
  };
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/first-administrator.ts", ...args], { env });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  await new Promise((done) => child.once("close", done));
  return said;
}
