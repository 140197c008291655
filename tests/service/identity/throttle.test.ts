import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "@/lib/core/context";
import type { BranchId } from "@/lib/core/ids";
import { changePassword } from "@/lib/identity/change-password";
import { rememberDevice } from "@/lib/identity/known-device";
import { signIn } from "@/lib/identity/sign-in";
import { networkOf } from "@/lib/identity/throttle";
import { newToken } from "@/lib/identity/token";
import { type TestDatabase, testDatabase } from "../../support/database";
import { foundBank, frontDoor, hire, logged, PASSWORD } from "./people";

let bank: TestDatabase;
let branchId: BranchId;
let teller: Ctx<StaffActor>;
let name: string;
let people = 0;
let networks = 0;

beforeAll(async () => {
  bank = await testDatabase();
  branchId = await foundBank(bank.db);
});
beforeEach(async () => {
  people += 1;
  name = `teller${people}`;
  teller = await hire(bank.db, name, branchId, "teller");
});
afterAll(() => bank.close());

const elsewhere = () => `198.51.100.${++networks}`;
type From = { ip?: string; device?: string | undefined; as?: string };
const knock = (password: string, { ip = "203.0.113.5", device, as = name }: From = {}) =>
  signIn({ ...frontDoor(bank.db), ip }, { signInName: as, password, device });
const wrong = (from?: From) =>
  expect(knock("not the password", from)).rejects.toMatchObject({ reason: "wrong_credentials" });
const right = (from?: From) => knock(PASSWORD, from);
const isShut = (from?: From) => expect(right(from)).rejects.toMatchObject({ reason: "wrong_credentials" });
async function wrongly(times: number, from?: From): Promise<void> {
  for (let time = 0; time < times; time += 1) await wrong(from);
}
/** A browser in which the person has given the second factor as well. */
async function knownBrowser(): Promise<string> {
  const device = newToken();
  await rememberDevice(bank.db, teller.actor.userId, device);
  return device;
}
/** Lets time pass for every counter at once. */
const later = (by: string) =>
  sqlOf(
    bank.admin,
  )`update tries set shut_until = shut_until - ${by}::interval, forget_at = forget_at - ${by}::interval`;

describe("control 31: who tries a password too often", () => {
  it("is refused the sixth time even with the right one, and let in again after fifteen minutes", async () => {
    await wrongly(5);
    await isShut();
    await later("14 minutes 55 seconds");
    await isShut();
    await later("10 seconds");
    await expect(right()).resolves.toBeDefined();
  });

  it("has one try after the pause, and twice the pause after it", async () => {
    await wrongly(5);
    await later("16 minutes");
    await wrong();
    await isShut();
    await later("29 minutes");
    await isShut();
    await later("2 minutes");
    await expect(right()).resolves.toBeDefined();
  });

  it("begins anew after a success, and when the tries lie further apart than the window", async () => {
    await wrongly(4);
    await right();
    await wrongly(4);
    await later("16 minutes");
    await wrongly(4);
    await expect(right()).resolves.toBeDefined();
  });

  it("does not slip through with many tries at once", async () => {
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => knock("not the password")));
    expect(tries.every(({ status }) => status === "rejected")).toBe(true);
    const looked = (await logged(bank.db, "session.start")).filter(({ actorId }) => actorId === teller.actor.userId);
    expect(looked).toHaveLength(5);
    await isShut();
  });

  it("locks out nobody who uses a browser of theirs: not by the name, not by the network", async () => {
    const device = await knownBrowser();
    await wrongly(5);
    await wrongly(3, { ip: elsewhere() });
    await isShut();
    await isShut({ ip: elsewhere() });
    await expect(right({ device })).resolves.toBeDefined();
  });

  it("locks a person in a new browser out for a minute only", async () => {
    await wrongly(5, { ip: elsewhere() });
    const here = { ip: elsewhere() };
    await isShut(here);
    await later("61 seconds");
    await expect(right(here)).resolves.toBeDefined();
  });

  it("does not keep anybody else's pause going while shut out: refused tries count nowhere", async () => {
    const attacker = { ip: elsewhere() };
    await wrongly(5, attacker);
    await later("61 seconds");
    for (let time = 0; time < 10; time += 1) await isShut(attacker);
    await expect(right({ ip: elsewhere() })).resolves.toBeDefined();
  });

  it("is counted in a known browser as well, and a browser known to a colleague is not theirs", async () => {
    const device = await knownBrowser();
    await wrongly(5, { device });
    await isShut({ device });
    const colleague = await hire(bank.db, `${name}.b`, branchId, "teller");
    const from = { as: colleague.actor.name, device };
    await wrongly(5, { ...from, ip: elsewhere() });
    await isShut({ ...from, ip: elsewhere() });
  });

  it("from one network, under whatever names, is shut out after fifty; the next network is not", async () => {
    const ip = "2001:db8:1:2::7";
    for (let time = 0; time < 50; time += 1) await wrong({ ip, as: `nobody${time}` });
    await isShut({ ip: "2001:db8:1:2:ffff::1" });
    await expect(right({ ip: "2001:db8:1:3::7" })).resolves.toBeDefined();
  });

  it("does not use up the network of a branch by signing in rightly", async () => {
    const ip = elsewhere();
    for (let time = 0; time < 60; time += 1) await right({ ip });
    await expect(right({ ip })).resolves.toBeDefined();
  });

  it("control 32: is refused in the same words under a name that nobody has", async () => {
    const unknown = { as: "nobody.at.all", ip: elsewhere() };
    const answers: unknown[] = [];
    for (let time = 0; time < 7; time += 1) answers.push(await knock("x", unknown).catch(({ sentence }) => sentence));
    for (let time = 0; time < 7; time += 1)
      answers.push(await knock("x", { ip: elsewhere() }).catch(({ sentence }) => sentence));
    expect(new Set(answers).size).toBe(1);
  });

  it("stands in the log with the try that shut the door, and later tries do not fill the log", async () => {
    await wrongly(5);
    for (let time = 0; time < 20; time += 1) await isShut();
    const reasons = (await logged(bank.db, "session.start"))
      .filter(({ actorId }) => actorId === teller.actor.userId)
      .map(({ reason }) => reason);
    expect(reasons).toEqual([...Array(4).fill("wrong_credentials"), "tried_too_often"]);
  });

  it("leaves no name in the table: people type passwords into the wrong field", async () => {
    await wrong({ as: "my secret password" });
    const [row] = await sqlOf(bank.admin)<{ all: string }[]>`select string_agg(t::text, '') as all from tries t`;
    expect(row?.all).not.toContain("secret");
    expect(row?.all).not.toContain(Buffer.from("my secret password").toString("hex"));
  });

  it("guesses no present password from a session left open", async () => {
    const guess = (current: string) => changePassword(teller, { current, password: "a brass lamp over the desk" });
    for (let time = 0; time < 5; time += 1)
      await expect(guess("guess")).rejects.toMatchObject({ reason: "current_password_wrong" });
    await expect(guess(PASSWORD)).rejects.toMatchObject({ reason: "tried_too_often" });
  });
});

describe("the network of an address", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["2001:db8:0:1::7", "2001:db8:0:1"],
    ["2001:0db8::1", "2001:db8:0:0"],
    ["::1", "0:0:0:0"],
    ["fe80::1%eth0", "fe80:0:0:0"],
    ["2001:DB8:1:2:3:4:5:6", "2001:db8:1:2"],
  ])("%s is %s", (ip, network) => expect(networkOf(ip)).toBe(network));
});
