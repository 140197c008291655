import { afterAll, beforeAll, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { lifeCycles } from "@/lib/core/life-cycles";
import { type TestDatabase, testDatabase } from "../../support/database";

let database: TestDatabase;
type Edge = { entity: string; from: string; to: string };
let edges: readonly Edge[];
beforeAll(async () => {
  database = await testDatabase();
  edges = await sqlOf(database.db)<Edge[]>`
    select entity, from_status as "from", to_status as "to" from life_cycle_transitions`;
});
afterAll(() => database.close());

const kinds = Object.keys(lifeCycles) as (keyof typeof lifeCycles)[];

it.each(kinds)("the database knows the same life cycle of %s as the application", (kind) => {
  const ours = Object.entries<readonly string[]>(lifeCycles[kind]);
  const theirs = edges.filter(({ entity }) => entity === kind).map(({ from, to }) => `${from}>${to}`);
  expect(theirs.sort()).toEqual(ours.flatMap(([from, targets]) => targets.map((to) => `${from}>${to}`)).sort());
});

it("the database knows no life cycle that the application does not, and guards each on its table", async () => {
  expect([...new Set(edges.map(({ entity }) => entity))].sort()).toEqual([...kinds].sort());
  const guards = await sqlOf(database.db)<{ name: string }[]>`
    select tgrelid::regclass::text || ' ' || tgname as name from pg_trigger
    where tgfoid = 'guard_life_cycle'::regproc and tgenabled = 'O'`;
  const wanted = kinds.flatMap((kind) => [`${kind} ${kind}_begins`, `${kind} ${kind}_life_cycle`]);
  expect(guards.map(({ name }) => name).sort()).toEqual(wanted.sort());
});
