// Labelled customers with duplicates, taken on one after the other as the product does: recall and precision of who is shown as likely the same. A CSV file in Febrl's form by path.
// Needs a file of labelled customers by path; it makes a bank on a server of its own and throws both away.
import { readFileSync } from "node:fs";
import { sqlOf } from "@/db/client";
import { encryptField } from "@/lib/audit/cipher";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { type BusinessDate, isDate } from "@/lib/core/dates";
import { type BranchId, type CustomerId, type Id, newId, type UserId } from "@/lib/core/ids";
import { documentHash } from "@/lib/customers/identity-document";
import { likenessesOf } from "@/lib/customers/review-queries";
import { customerSearchText } from "@/lib/customers/search-text";
import { openBenchBank } from "./load/bank";
import { type BenchBank, FIRST_DAY, median, onBenchBank, round, say } from "./load/bench-bank";

const BAR = 0.95;
const path = process.argv.slice(2).find((arg) => !arg.startsWith("--"));
if (!path) {
  console.error("Give the path of a CSV file: npm run bench -- names-duplicates PATH");
  process.exit(1);
}
const people = read(path);

await onBenchBank({}, async (bank) => {
  const ctx = await officerOf(bank);
  const known = new Map<CustomerId, string>();
  const times: number[] = [];
  let [found, hits, real] = [0, 0, 0];
  for (const person of people) {
    const applicant = await takeOn(bank, ctx.actor.branchId, person);
    const began = performance.now();
    const likely = await likenessesOf(ctx, applicant);
    times.push(performance.now() - began);
    found += likely.length;
    hits += likely.filter(({ id }) => known.get(id) === person.who).length;
    real += [...known.values()].filter((who) => who === person.who).length;
    known.set(applicant.id, person.who);
  }
  const [recall, precision] = [round(hits / real), round(hits / found)];
  say(`${people.length} records, ${real} pairs of one person, ${found} shown as likely`);
  say(`recall ${recall}, precision ${precision} (both at least ${BAR}), ${round(median(times))} ms each`);
  if (!(recall >= BAR && precision >= BAR)) process.exitCode = 1;
  return { bar: BAR, records: people.length, pairs: real, shown: found, recall, precision, ms: round(median(times)) };
});

type Person = { who: string; fullName: string; birthDate: BusinessDate | null; number: string | null };

/** `rec-12-org` and `rec-12-dup-0` are the same person; a date that is none is not known. */
function read(file: string): Person[] {
  const [head = "", ...lines] = readFileSync(file, "utf8").trim().split(/\r?\n/);
  const columns = head.split(",").map((name) => name.trim());
  return lines.map((line) => {
    const cells = line.split(",").map((cell) => cell.trim());
    const cell = (name: string) => cells[columns.indexOf(name)] || null;
    const day = cell("date_of_birth")?.replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3") ?? null;
    return {
      who: (cell("rec_id") ?? "").split("-").slice(0, 2).join("-"),
      fullName: [cell("given_name"), cell("surname")].filter(Boolean).join(" ") || "Unnamed",
      birthDate: day && isDate(day) ? day : null,
      number: cell("soc_sec_id"),
    };
  });
}

async function officerOf({ admin, app }: BenchBank): Promise<Ctx<StaffActor>> {
  const { branch } = await openBenchBank(admin);
  const actor: StaffActor = {
    kind: "staff",
    userId: newId<"user">() as UserId,
    name: "Bench",
    roles: ["service_officer"],
    branchId: branch as BranchId,
    sessionId: null,
  };
  return { actor, channel: "counter", db: app, businessDate: FIRST_DAY, requestId: "bench" };
}

/** Writes the record of a person with their document, as an application stands in the database. */
async function takeOn({ admin }: BenchBank, branchId: BranchId, { fullName, birthDate, number }: Person) {
  const sql = sqlOf(admin);
  const id = newId<"customer">();
  const facts = { id, kind: "individual" as const, fullName, birthDate, phone: null, email: null, organisation: null };
  const customerNo = `B-${id.slice(-12)}`;
  await sql`
    insert into customers (id, customer_no, kind, branch_id, full_name, birth_date, search_text)
    values (${id}, ${customerNo}, 'individual', ${branchId}, ${fullName}, ${birthDate}, ${customerSearchText({ ...facts, customerNo })})`;
  if (!number) return { ...facts, document: null };
  const documentId: Id<"identityDocument"> = newId<"identityDocument">();
  const place = { table: "identity_documents", column: "number_cipher", id: documentId };
  // Two records of one person under the same number are what is looked for: the second stands as replaced.
  const hash = documentHash("AU", number);
  await sql`
    insert into identity_documents (id, customer_id, kind, issuing_country, number_cipher, number_hmac, number_last4, expires_on, replaced_at)
    select ${documentId}, ${id}, 'national_id', 'AU', ${encryptField(number, place)}, ${hash}, ${number.slice(-4)}, '2040-01-01',
      case when exists (select from identity_documents where number_hmac = ${hash} and replaced_at is null) then now() end`;
  const document = {
    id: documentId,
    kind: "national_id" as const,
    country: "AU",
    numberLast4: number.slice(-4),
    issuedOn: null,
    expiresOn: "2040-01-01" as BusinessDate,
  };
  return { ...facts, document };
}
