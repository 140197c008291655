import { afterAll, beforeAll, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { addDays, businessDate } from "@/lib/core/dates";
import { type CustomerId, newId } from "@/lib/core/ids";
import { likenessesOf } from "@/lib/customers/review-queries";
import { customerSearchText } from "@/lib/customers/search-text";
import { testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import type * as a from "./applicants";

let database: TestDatabase;
let officer: a.Staff;

beforeAll(async () => {
  database = await testDatabase();
  officer = await (await testBank(database.db)).staff("service_officer");
});
afterAll(() => database.close());

const FIRST = ["Amina", "Jonas", "Lucia", "Tobias", "Ferdinand", "Sigrid", "Wilhelmine", "Oskar"];
const LAST = ["Okafor", "Brandt", "Sousa", "Lehner", "Quendler", "Mayrhofer", "Zwettler", "Vasile", "Nemeth", "Horvat"];

type Written = { fullName: string; birthDate: string; phone: string };

/** Eighty people: no two share a whole name, a day of birth or a phone. */
const people: Written[] = FIRST.flatMap((first, at) =>
  LAST.map((last, n) => ({
    fullName: `${first} ${last}`,
    birthDate: addDays(businessDate("1951-03-05"), (at * LAST.length + n) * 241),
    phone: `+43660${1_000_003 + (at * LAST.length + n) * 7_919}`,
  })),
);

/** How the same person stands in an application that somebody else takes: one or two facts slip. */
const slips: readonly ((one: Written, n: number) => Written)[] = [
  (one) => ({ ...one, fullName: one.fullName.split(" ").reverse().join(", "), phone: "+436769999991" }),
  (one, n) => ({ ...one, fullName: one.fullName.replace(/.(?= )/, ""), phone: `+4367688${10_000 + n}` }),
  (one) => ({ ...one, birthDate: one.birthDate.replace(/-\d\d$/, "-11") }),
  (one, n) => ({ ...one, birthDate: addDays(businessDate("1999-01-01"), n) }),
  (one, n) => ({ ...one, fullName: one.fullName.replace(/(\w)(\w)$/, "$2$1"), phone: `+4367677${10_000 + n}` }),
];

it("finds who applies again with a slip in what is written of them, by the product's own search, and nobody else", async () => {
  const known = new Map<CustomerId, Written>();
  for (const person of people) known.set((await written(person)).id, person);
  let [found, hits] = [0, 0];
  for (const [at, person] of people.entries()) {
    const slip = slips[at % slips.length] as (typeof slips)[number];
    const again = await written(slip(person, at));
    const likely = await likenessesOf(officer, again);
    found += likely.length;
    hits += likely.filter(({ id }) => known.get(id) === person).length;
    await sqlOf(database.admin)`delete from customers where id = ${again.id}`;
  }
  expect(hits / people.length, "recall").toBeGreaterThanOrEqual(0.95);
  expect(hits / found, "precision").toBeGreaterThanOrEqual(0.95);
});

/** Who stands on file, and how the same person is written in another application: no fact is quite the same. */
const apart: [known: Loose, again: Loose][] = [
  [
    { fullName: "Aminata Okaforin", birthDate: "1988-03-14" },
    { fullName: "Aminatah Okaforin", birthDate: "1988-03-15" },
  ],
  [
    { fullName: "Wilhelmina Zwettlerin", birthDate: "1974-06-21" },
    { fullName: "Wilhelmnia Zwettlerim", birthDate: "1974-06-12" },
  ],
  [
    { fullName: "J. Okaforin", birthDate: "1969-11-30" },
    { fullName: "Jonathan Okaforin", birthDate: "1969-11-03" },
  ],
];

it.each(apart)("finds %o who applies again as %o", async (first, then) => {
  const [known, again] = [await written({ ...first, phone: null }), await written({ ...then, phone: null })];
  const likely = (await likenessesOf(officer, again)).map(({ id }) => id);
  for (const { id } of [known, again]) await sqlOf(database.admin)`delete from customers where id = ${id}`;
  expect(likely).toEqual([known.id]);
});

it("finds them among hundreds who share the day of birth and the phone", async () => {
  const crowd = { phone: "+436600000000", birthDate: "1980-01-01" };
  const sql = sqlOf(database.db);
  await sql`
    insert into customers (id, customer_no, kind, branch_id, full_name, birth_date, phone, search_text)
    select gen_random_uuid(), 'CROWD-' || n, 'individual', ${officer.actor.branchId}, 'Crowd', ${crowd.birthDate}, ${crowd.phone}, 'crowd'
    from generate_series(1, 450) n`;
  const known = await written({ ...crowd, fullName: "Oskarina Nemethova" });
  const again = await written({ ...crowd, fullName: "Oskarinna Nemethova" });
  expect((await likenessesOf(officer, again))[0]?.id).toBe(known.id);
});

type Loose = Omit<Written, "phone">;

async function written(facts: Loose & { phone: string | null }) {
  const id = newId<"customer">();
  const customerNo = `D-${id.slice(-12)}`;
  const person = { ...facts, email: null, customerNo };
  await sqlOf(database.db)`
    insert into customers (id, customer_no, kind, branch_id, full_name, birth_date, phone, search_text)
    values (${id}, ${customerNo}, 'individual', ${officer.actor.branchId}, ${facts.fullName}, ${facts.birthDate}, ${facts.phone},
      ${customerSearchText(person)})`;
  const birthDate = businessDate(facts.birthDate);
  return { ...person, id, kind: "individual" as const, birthDate, document: null, organisation: null };
}
