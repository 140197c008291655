import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import { type Actor, type Ctx, type Role, roles } from "@/lib/core/context";
import { isBankError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { rolesWith } from "@/lib/identity/permissions";
import { newKey } from "../../support/bank";
import { commands, nameOf, type Row } from "./commands";
import { oneOfEverything, type World } from "./world";

let world: World;
beforeAll(async () => {
  world = await oneOfEverything();
});
afterAll(() => world?.database.close());

/** Calls a command as the server does, each call a request of its own, and answers what it came to and what the log then holds of it. */
async function called(command: string, row: Row, ctx: Ctx<Actor, Database>) {
  const { [nameOf(command)]: run } = (await import(
    /* @vite-ignore */ `${process.cwd()}/lib/${command.split("#")[0]}.ts`
  )) as Record<string, (...args: unknown[]) => Promise<unknown>>;
  const requestId = randomUUID();
  const args = row.args?.(world) ?? [{ key: newKey(), ...row.input(world) }];
  const outcome = await Promise.resolve()
    .then(() => run?.({ ...ctx, requestId }, ...args))
    .then(
      () => "done",
      (error: unknown) => (isBankError(error) ? `refused ${error.reason}` : "broke"),
    );
  const rows = await sqlOf(world.database.db)<{ result: string; reason: string | null; actorId: string }[]>`
    select act, result, reason, actor_id as "actorId" from audit_events where request_id = ${requestId} order by id`;
  return { outcome, rows };
}

/** What is no act of its own: a look whose act follows, or a form kept as it is typed. */
const LOOKS = ["customers/keep-typed", "loans/ask-quote", "payments/start-notes-exchange"];

/** Run by the bank's own programs, or behind the door of the sign-in: nobody else reaches them, and a program that does is a bug. */
const WITHOUT_A_DOOR = [
  "identity/ask-for-link",
  "identity/enrol-customer",
  "identity/enrol-staff",
  "identity/recover-password",
  "identity/sign-in",
  "interest/accrue-interest",
  "interest/capitalise-interest",
  "interest/mature-deposits",
  "ledger/run-verification",
  "operations/rescreen-customers",
  "operations/rotate-keys",
  "payments/clear-due-cheques",
];

/** They work through what is due, with a row for each; here nothing is, and a signing-out here ends no session. */
const NOTHING_DUE = [
  "accounts/mark-unused",
  "approvals/expire-requests",
  "customers/lapse-judgements",
  "identity/sign-out",
  "interest/mature-deposits",
  "operations/disable-inactive",
  "operations/expire-holds",
  "operations/expire-roles",
  "operations/come-of-age",
  "operations/lapse-overdrafts",
  "operations/rescreen-customers",
  "operations/tidy-day",
  "payments/clear-due-cheques",
  "payments/forget-payment-uses",
  "payments/forget-typed-payments",
];

/** What one act brings about on another thing is an act of its own: of these commands so many. */
const OF_TWO_THINGS: Record<string, number> = { "operations/open-applied": 2 };

const opens = (row: Row, role: Role) =>
  (rolesWith(row.permission).includes(role) || (row.or !== undefined && rolesWith(row.or).includes(role))) &&
  (!row.and || rolesWith(row.and).includes(role));
const program = () => ({ kind: "api_client" as const, clientId: newId(), name: "P" });

describe("control 53: one row for each act and each refusal, never none and never two", () => {
  let done = 0;
  let refused = 0;

  it.each(Object.entries(commands))("%s", async (command, row) => {
    const without = roles.find((role) => !opens(row, role));
    const within = roles.find((role) => opens(row, role));
    const { bank, owner } = world;
    const kept = without ? await bank.staff(without) : { ...bank.system, actor: program() };
    const letIn = within ? await bank.staff(within) : row.owned ? owner : bank.system;
    for (const ctx of [kept, letIn]) {
      const { outcome, rows } = await called(command, row, ctx);
      const [result, reason] = outcome.split(" ");
      // The least input lets a command break behind its door: that is no answer of the bank's, and leaves nothing.
      const none =
        result === "broke" ||
        LOOKS.includes(command) ||
        (result === "done" ? NOTHING_DUE : WITHOUT_A_DOOR).includes(command);
      const times = result === "done" ? (OF_TWO_THINGS[command] ?? 1) : 1;
      const one = { result, reason: reason ?? null, actorId: expect.any(String) };
      expect({ outcome, rows }).toEqual({ outcome, rows: none ? [] : Array(times).fill(expect.objectContaining(one)) });
      if (!none) done += Number(result === "done");
      if (!none) refused += Number(result === "refused");
    }
  });

  it("was seen for very many of them", () => {
    expect(done).toBeGreaterThan(25);
    expect(refused).toBeGreaterThan(200);
  });
});
