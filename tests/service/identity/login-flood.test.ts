import { availableParallelism } from "node:os";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { isBankError } from "@/lib/core/errors";
import { createStaff } from "@/lib/identity/create-staff";
import { verifyPassword } from "@/lib/identity/password";
import { FRONT_DOOR } from "@/lib/identity/permissions";
import { signIn } from "@/lib/identity/sign-in";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { createTransfer } from "../../support/booked";
import { type TestDatabase, testDatabase } from "../../support/database";
import { PASSWORD } from "./people";

/** Hashing at a gate of the test's: who is at it, and nobody done before it opens. Nothing here depends on how long anything takes. */
const gate = vi.hoisted(() => {
  let open = () => {};
  const opened = new Promise<void>((done) => {
    open = done;
  });
  return { opened, open, at: 0, most: 0, hashed: 0 };
});
vi.mock("@node-rs/argon2", async (original) => {
  const real = await original<typeof import("@node-rs/argon2")>();
  const atTheGate =
    <Args extends unknown[], Answer>(work: (...args: Args) => Promise<Answer>) =>
    async (...args: Args) => {
      gate.at += 1;
      gate.most = Math.max(gate.most, gate.at);
      await gate.opened;
      gate.hashed += 1;
      gate.at -= 1;
      return work(...args);
    };
  return { ...real, hash: atTheGate(real.hash), verify: atTheGate(real.verify) };
});

/** One processor is left for whoever is signed in already, and a bounded number waits. */
const AT_ONCE = Math.max(1, Math.min(4, availableParallelism() - 1));
const WAITING = 60;

let database: TestDatabase;
let bank: TestBank;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
});
afterAll(() => database.close());

describe("control 23: a flood of sign-ins", () => {
  it("hashes a few at once, lets some wait, answers the others that it is busy, and holds up no transfer", async () => {
    const [from, to] = [await bank.customer(), await bank.customer()];
    const [account, payee] = [await bank.account(from.id, 100_000n), await bank.account(to.id)];
    const tryFrom = (nth: number, signInName = `nobody${nth}`) =>
      signIn(
        { ...bank.system, actor: { kind: "system", job: FRONT_DOOR }, ip: `192.0.2.${nth}` },
        { signInName, password: PASSWORD },
      ).then(
        () => "in",
        (error: unknown) => {
          if (!isBankError(error)) throw error;
          return `${error.code} ${error.reason}`;
        },
      );

    // The line is full before the first unknown name comes: its dummy hash finds no place either.
    const stored = "p1$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQxMjM0NTY$Q3Vyc2VkIGJlIHRoZSBmaXJzdCBoYXNo";
    const line = Array.from({ length: AT_ONCE + WAITING }, () =>
      verifyPassword(stored, "a password").catch(() => false),
    );
    const answers = await Promise.all(Array.from({ length: 140 }, (_, nth) => tryFrom(nth)));
    for (let nth = 0; nth < 7; nth += 1) answers.push(await tryFrom(200, "late"));
    expect(new Set(answers)).toEqual(new Set(["unavailable sign_in_busy"]));
    expect([gate.at, gate.hashed], "not one hash is done").toEqual([AT_ONCE, 0]);

    for (let nth = 0; nth < 20; nth += 1)
      await createTransfer(from.ctx, { key: newKey(), from: account.id, to: payee.iban, amount: "1.00" } as never);
    expect([gate.at, gate.hashed], "and still not one: twenty transfers went by").toEqual([AT_ONCE, 0]);

    gate.open();
    await Promise.all(line);
    expect(gate.most, "at no moment more at once").toBe(AT_ONCE);
    expect(gate.hashed, "whoever waited had their turn").toBe(AT_ONCE + WAITING);
    expect(await tryFrom(201), "then an unknown name is answered as ever").toBe("unauthenticated wrong_credentials");
    const late = { signInName: "late", displayName: "Late", branchId: bank.branch("001").id, password: PASSWORD };
    await createStaff(bank.system, { ...late, roles: ["teller"] });
    expect(await tryFrom(200, "late"), "and whom it had no time for seven times is not shut out").toBe("in");
  });
});
