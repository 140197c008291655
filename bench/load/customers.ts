import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { v7 } from "uuid";
import { type Database, sqlOf, type Transaction } from "@/db/client";
import { encryptField } from "@/lib/audit/cipher";
import { searchText } from "@/lib/core/search-text";
import { documentHash } from "@/lib/customers/identity-document";
import { customerNumber, customerSearchText } from "@/lib/customers/search-text";
import { CHECKER, MAKER } from "./bank";
import { drawer, nameMaker } from "./names";

/**
 * Loads so many active customers with a name in one of several scripts, birth date, phone, e-mail and passport, spread
 * over the branches. By COPY and without the checks row by row, which would take longer than what is measured.
 */
export async function loadCustomers(tx: Transaction | Database, count: number, branches: readonly string[]) {
  const sql = sqlOf(tx);
  const people = () => madePeople(count, branches);
  await withoutIndexes(sql, ["customers", "identity_documents", "customer_words", "search_words"], async () => {
    const customers = await sql`
      copy customers (id, customer_no, kind, status, branch_id, full_name, birth_date, nationality, phone, email, risk_rating,
        search_text, opened_by, submitted_by, submitted_at, decided_by, decided_at, next_review_on) from stdin`.writable();
    const passports: string[] = [];
    await pipeline(
      Readable.from(
        lines(people(), (one) => {
          passports.push(passportOf(one));
          return customerOf(one);
        }),
      ),
      customers,
    );
    const documents = await sql`
      copy identity_documents (id, customer_id, kind, issuing_country, number_cipher, number_hmac, number_last4, issued_on, expires_on) from stdin`.writable();
    await pipeline(Readable.from(lines(passports, (line) => line)), documents);
    await sql`
      insert into customer_words (customer_id, branch_id, word)
      select c.id, c.branch_id, word from customers c, customer_words_of(c.search_text) word`;
    await sql`insert into search_words (word) select distinct word from customer_words where word ~ '^[a-z]+$' on conflict do nothing`;
  });
}

type Made = {
  at: number;
  id: string;
  branch: string;
  fullName: string;
  birthDate: string;
  phone: string;
  email: string;
};

function* madePeople(count: number, branches: readonly string[]): Generator<Made> {
  const [name, draw] = [nameMaker(7), drawer(11)];
  for (let at = 0; at < count; at += 1) {
    const fullName = name();
    const birthDate = `${1930 + draw(78)}-${String(1 + draw(12)).padStart(2, "0")}-${String(1 + draw(28)).padStart(2, "0")}`;
    const phone = `+43660${String(1_000_000 + ((at * 7_919) % 9_000_000))}`;
    const email = `${searchText(fullName).replace(/[^a-z0-9]+/g, ".")}${at % 97}@example.com`;
    yield { at, id: v7(), branch: branches[at % branches.length] as string, fullName, birthDate, phone, email };
  }
}

/** The number of the passport of the customer in this place. */
export const passportNumber = (at: number): string => `P${String(1_000_003 + at * 7)}`;

function customerOf({ at, id, branch, fullName, birthDate, phone, email }: Made): string {
  const customerNo = customerNumber(BigInt(100_000 + at));
  const search = customerSearchText({ fullName, phone, email, customerNo });
  const people = [MAKER, MAKER, "2026-03-02", CHECKER, "2026-03-02"];
  return [
    ...[id, customerNo, "individual", "active", branch, fullName, birthDate, "AT", phone, email, "low", search],
    ...people,
    "2029-03-02",
  ].join("\t");
}

function passportOf({ at, id }: Made): string {
  const [row, number] = [v7(), passportNumber(at)];
  const cipher = encryptField(number, { table: "identity_documents", column: "number_cipher", id: row });
  const hmac = `\\\\x${documentHash("AT", number).toString("hex")}`;
  return [row, id, "passport", "AT", cipher, hmac, number.slice(-4), "2024-01-01", "2034-01-01"].join("\t");
}

/** Lines of a COPY in pieces of a thousand: nothing that is loaded holds a tab, a backslash or a line's end. */
function* lines<T>(items: Iterable<T>, lineOf: (item: T) => string): Generator<string> {
  let piece: string[] = [];
  for (const item of items) {
    piece.push(lineOf(item));
    if (piece.length === 1_000) {
      yield `${piece.join("\n")}\n`;
      piece = [];
    }
  }
  if (piece.length > 0) yield `${piece.join("\n")}\n`;
}

/** Takes the indexes that keep nothing unique off the tables, and makes them again when the rows are in. */
export async function withoutIndexes(
  sql: ReturnType<typeof sqlOf>,
  tables: readonly string[],
  work: () => Promise<void>,
) {
  const indexes = await sql<{ name: string; definition: string }[]>`
    select c.relname as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i join pg_class c on c.oid = i.indexrelid
    where i.indrelid = any(${tables}::regclass[]) and not i.indisunique`;
  for (const { name } of indexes) await sql.unsafe(`drop index ${name}`);
  await work();
  for (const { definition } of indexes) await sql.unsafe(definition);
}
