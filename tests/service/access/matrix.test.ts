import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import { type Actor, type Ctx, type Role, roles, type StaffActor } from "@/lib/core/context";
import { isBankError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import {
  bankWideRoles,
  customerMay,
  FRONT_DOOR,
  type Permission,
  rolesWith,
  systemMay,
} from "@/lib/identity/permissions";
import { newKey } from "../../support/bank";
import { commands, nameOf, type Row } from "./commands";
import { oneOfEverything, type World } from "./world";

const lib = readdirSync("lib", { recursive: true, encoding: "utf8" }).map((file) => file.replaceAll("\\", "/"));
const textOf = (file: string) => readFileSync(file, "utf8");

/** Asked by a download or a route, but nothing of its own: the queries it puts together each carry their scope. */
const READS = [
  "operations/suggest",
  "operations/glance-at-customer",
  "operations/glance-at-account",
  "audit/record-list-view",
];

/** What several commands share of their transaction: each of them has its row. */
const FRAMES = ["operations/decide-application"];

/** Named by a form beside the command that their file is named after: each decides for itself who may. */
const SECOND_WAYS = ["approveRequest", "refuseRequest", "askToOverride", "overrideByPasskey"];

/** The commands of the bank: what opens a transaction, and what a form or a download of the application calls. */
function listed(): string[] {
  const writes = lib.filter(
    (file) =>
      file.endsWith(".ts") &&
      !/^(command|web)\/|money-command/.test(file) &&
      /(?<!function )\b(transact|transactOnce|moneyCommand|begin)(<[^;]*?>)?\(/s.test(textOf(`lib/${file}`)),
  );
  const called = readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((file) => /(actions\.ts|actions\.tsx|route\.ts)$/.test(file))
    .flatMap((file) => [...textOf(`app/${file}`).matchAll(/import \{([^}]*)\} from "@\/lib\/([^"]+)"/g)])
    .filter(([, , from]) => !/^(web|core|command)\//.test(from as string))
    .flatMap(([, names, from]) =>
      (names as string)
        .split(/[,\s]+/)
        .filter((name) => name === nameOf(from as string) || SECOND_WAYS.includes(name))
        .map((name) => (name === nameOf(from as string) ? (from as string) : `${from}#${name}`)),
    );
  return [...new Set([...writes.map((file) => file.replace(/\.ts$/, "")), ...called])]
    .filter((command) => !READS.includes(command) && !FRAMES.includes(command))
    .sort();
}

const places = [
  ["own branch", "001"],
  ["other branch", "002"],
] as const;
type Place = (typeof places)[number][0];
type Colleague = { role: Role; place: Place; ctx: Ctx<StaffActor, Database> };

let world: World;
const staff: Colleague[] = [];
beforeAll(async () => {
  world = await oneOfEverything();
  for (const [place, branch] of places)
    for (const role of roles) staff.push({ role, place, ctx: await world.bank.staff(role, branch) });
});
afterAll(() => world?.database.close());

/** `through` the door and on, whatever then came; `broke` on what only a person of the bank brings. */
type Outcome = "through" | "broke" | string;

/** What a refusal says of the door; others were met behind it. */
function ofTheDoor(row: Row, actor: Actor, reason: string): Outcome {
  if (reason === "not_permitted" || reason === "other_branch" || reason === row.alone || reason === row.hidden)
    return reason;
  return actor.kind === "customer" && reason.endsWith("not_found") ? reason : "through";
}

/** Calls the command for real, in a transaction that is then undone, and says what the door answered. */
async function outcomeOf(command: string, row: Row, ctx: Ctx<Actor, Database>, seen: World): Promise<Outcome> {
  const { [nameOf(command)]: run } = (await import(
    /* @vite-ignore */ `${process.cwd()}/lib/${command.split("#")[0]}.ts`
  )) as Record<string, (...args: unknown[]) => Promise<unknown>>;
  if (!run) throw new Error(`lib/${command}.ts exports no ${nameOf(command)}`);
  const undone = new Error("undone");
  let outcome: Outcome = "through";
  await ctx.db
    .transaction(async (tx) => {
      await tx
        .transaction(async (nested) => {
          await sqlOf(nested)`select set_config('lock_timeout', '1s', true)`;
          const args = row.args?.(seen) ?? [{ key: newKey(), ...row.input(seen) }];
          await run({ ...ctx, db: nested }, ...args);
        })
        .catch((error: unknown) => {
          outcome = isBankError(error) ? ofTheDoor(row, ctx.actor, error.reason) : "broke";
        });
      throw undone;
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error;
    });
  return outcome;
}

const holds = (row: Row, may: (permission: Permission) => boolean) =>
  (may(row.permission) || (row.or !== undefined && may(row.or))) && (!row.and || may(row.and));

/** A job or a program that is let in may break on what it does not bring; kept out, it is refused or breaks before. */
function keptOut(outcome: Outcome, may: boolean): Outcome {
  if (may) return outcome === "broke" ? "through" : outcome;
  return outcome === "through" ? outcome : "kept out";
}

function expectedOfStaff(row: Row, role: Role, place: Place): Outcome {
  if (row.alone) return row.alone;
  const may = (permission: Permission) => rolesWith(permission).includes(role);
  if (!holds(row, may)) return "not_permitted";
  const near = place === "own branch" || row.scope !== "branch" || bankWideRoles.includes(role);
  return near || (row.everywhere && may(row.everywhere)) ? "through" : (row.hidden ?? "other_branch");
}

/** The same world with ids that nothing has. */
function unknownWorld(): World {
  const gone = (value: unknown) => (typeof value === "string" && /^[0-9a-f-]{36}$/.test(value) ? newId() : value);
  const blank = Object.fromEntries(Object.entries(world).map(([name, value]) => [name, gone(value)])) as World;
  return { ...blank, account: { id: newId(), iban: world.account.iban }, payee: world.payee };
}

describe("controls 2 and 3: every role, every command, own and other branch, own and other customer", () => {
  it("has a row for every command, and no row without one", () => {
    expect(Object.keys(commands).sort()).toEqual(listed());
  });

  it.each(Object.entries(commands))("%s", async (command, row) => {
    const { bank, owner, stranger } = world;
    const answers: string[] = [];
    const wanted: string[] = [];
    const compare = (who: string, outcome: Outcome, expected: Outcome) => {
      answers.push(`${who}: ${outcome}`);
      wanted.push(`${who}: ${expected}`);
    };
    for (const { role, place, ctx } of staff) {
      const outcome = await outcomeOf(command, row, ctx, world);
      // The least input lets a command break behind its door; before it, whoever is kept out would break as well.
      compare(`${role}, ${place}`, outcome === "broke" ? "through" : outcome, expectedOfStaff(row, role, place));
    }
    for (const job of ["end of day", FRONT_DOOR]) {
      const may = holds(row, (permission) => systemMay(job, permission));
      const ctx = { ...bank.system, actor: { kind: "system" as const, job } };
      compare(job, keptOut(await outcomeOf(command, row, ctx, world), may), may ? "through" : "kept out");
    }
    const program = { ...bank.system, actor: { kind: "api_client" as const, clientId: newId(), name: "P" } };
    compare("a program", keptOut(await outcomeOf(command, row, program, world), false), "kept out");

    const may = holds(row, customerMay);
    const theirs = row.alone ?? (may ? "through" : "not_permitted");
    const own = await outcomeOf(command, row, owner, world);
    const behind = (outcome: Outcome) => (may && outcome === "broke" ? "through" : outcome);
    compare("the customer", behind(own), theirs);
    const missing = may && row.owned ? await outcomeOf(command, row, stranger, unknownWorld()) : theirs;
    if (may && row.owned) expect(missing).toMatch(/not_found$/);
    const others = await outcomeOf(command, row, stranger, world);
    compare("another customer", row.owned ? others : behind(others), missing);
    expect(answers).toEqual(wanted);
  });
});
