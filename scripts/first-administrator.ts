import { parseArgs } from "node:util";
import { jobsDatabase, sqlOf } from "@/db/client";
import type { SystemActor } from "@/lib/core/context";
import { type Currency, isCurrency } from "@/lib/core/currencies";
import { type BusinessDate, isDate } from "@/lib/core/dates";
import { env } from "@/lib/core/env";
import { isBankError, refusal } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { makeFirstAdministrators } from "@/lib/identity/make-first-administrators";
import { openBank } from "@/lib/operations/open-bank";

const HELP = `Opens an empty bank and makes the administrators it begins with. What one of them asks for another decides, so name two:

  npm run first-administrator -- --bank "Harbour Bank" --bic HARBATWWXXX --country AT --bank-code 12000 \\
    --time-zone Europe/Vienna --first-day 2027-01-04 --currency EUR \\
    --administrator "olga=Olga Brenner" --administrator "tomasz=Tomasz Wilk"

A bank that is open already needs the administrators only, and gives codes until one of them is used.`;

const { values: options } = parseArgs({
  options: {
    bank: { type: "string" },
    bic: { type: "string" },
    country: { type: "string" },
    "bank-code": { type: "string" },
    "time-zone": { type: "string" },
    "first-day": { type: "string" },
    currency: { type: "string", multiple: true },
    administrator: { type: "string", multiple: true },
    help: { type: "boolean" },
  },
});

const db = jobsDatabase();
try {
  if (options.help || !options.administrator) console.log(HELP);
  else await begin(options.administrator);
} catch (error) {
  console.error(error instanceof Error ? (isBankError(error) ? error.sentence : error.message) : error);
  process.exitCode = 1;
} finally {
  await db.$client.end({ timeout: 5 });
}

async function begin(administrators: string[]): Promise<void> {
  const [open] = await sqlOf(db)`select 1 from bank_settings`;
  if (administrators.length < 2) throw refusal("two_administrators_needed");
  if (!open) await openEmpty();
  const [day] = await sqlOf(db)<
    { day: BusinessDate }[]
  >`select day::text as day from banking_days where status = 'open'`;
  if (!day) throw new Error("The bank has no open day.");
  const actor: SystemActor = { kind: "system", job: "set-up" };
  const people = administrators.map((text) => {
    const [signInName = "", name = ""] = text.split("=");
    if (!name.trim()) throw new Error(`Write each administrator as user=Name, not ${text}.`);
    return { signInName, name: name.trim() };
  });
  const ctx = { actor, channel: "job", db, businessDate: day.day, requestId: newId() } as const;
  const codes = await makeFirstAdministrators(ctx, people);
  console.log(`Each sets a password at ${env().APP_ORIGIN}/enrol/staff, once, within a day:\n`);
  for (const { signInName, code } of codes) console.log(`  ${signInName.padEnd(20)} ${code}`);
  console.log("\nThese codes are shown here and nowhere else. Hand each to its person alone.");
}

async function openEmpty(): Promise<void> {
  const asked = (name: "bank" | "bic" | "country" | "bank-code" | "time-zone" | "first-day") => {
    const value = options[name]?.trim();
    if (!value) throw new Error(`The bank is not open yet: --${name} is missing.\n\n${HELP}`);
    return value;
  };
  const firstDay = asked("first-day");
  if (!isDate(firstDay)) throw new Error("--first-day is a day like 2027-01-04.");
  const [base, ...others] = (options.currency ?? []).map(currencyOf);
  if (!base) throw new Error("Name at least one --currency.");
  await openBank(db, {
    name: asked("bank"),
    bic: asked("bic"),
    ibanCountry: asked("country"),
    ibanBankCode: asked("bank-code"),
    timeZone: asked("time-zone"),
    demo: env().BANK_MODE === "demo",
    firstDay,
    currencies: [base, ...others],
    branches: [{ code: "000", name: "Head office", headOffice: true, tills: 0 }],
  });
}

function currencyOf(typed: string): Currency {
  const code = typed.toUpperCase();
  if (!isCurrency(code)) throw new Error(`The bank does not know the currency ${typed}.`);
  return code;
}
