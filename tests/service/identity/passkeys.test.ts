import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "@/lib/core/context";
import type { BranchId } from "@/lib/core/ids";
import { addPasskey, offerPasskey } from "@/lib/identity/add-passkey";
import { askForAnyPasskey, askForOwnPasskey } from "@/lib/identity/ask-for-passkey";
import { ownFactors } from "@/lib/identity/factors";
import { giveFactor } from "@/lib/identity/give-factor";
import { removePasskey } from "@/lib/identity/remove-passkey";
import { renewRecoveryCodes } from "@/lib/identity/renew-recovery-codes";
import { activateSession } from "@/lib/identity/session";
import { signIn } from "@/lib/identity/sign-in";
import { signInWithPasskey } from "@/lib/identity/sign-in-with-passkey";
import { networkOf, takeTry } from "@/lib/identity/throttle";
import { readSession } from "@/lib/web/read-session";
import { type TestDatabase, testDatabase } from "../../support/database";
import { SoftPasskey } from "../../support/soft-passkey";
import { foundBank, frontDoor, hire, logged, PASSWORD } from "./people";

let bank: TestDatabase;
let branchId: BranchId;
let teller: Ctx<StaffActor>;
let people = 0;

beforeAll(async () => {
  bank = await testDatabase();
  branchId = await foundBank(bank.db);
});
beforeEach(async () => {
  people += 1;
  teller = await hire(bank.db, `teller${people}`, branchId, "teller");
});
afterAll(() => bank.close());

async function present(ctx: Ctx<StaffActor>, ticket: string): Promise<Ctx<StaffActor>> {
  await activateSession(bank.db, ticket);
  const session = await readSession(bank.db, ticket);
  if (!session) throw new Error("no session");
  const { unproven: _, ...actor } = { ...ctx.actor, sessionId: session.sessionId };
  return { ...ctx, actor: { ...actor, ...(session.unproven ? { unproven: session.unproven } : {}) } };
}
const halfway = async (ctx = teller) =>
  present(ctx, (await signIn(frontDoor(bank.db), { signInName: ctx.actor.name, password: PASSWORD })).ticket);
/** Adds a passkey as the first factor, right after the password. */
async function equipped(ctx = teller) {
  const half = await halfway(ctx);
  const key = new SoftPasskey();
  const offer = await offerPasskey(half, {});
  const { ticket, recoveryCodes } = await addPasskey(half, { passkey: key.made(offer), name: "Work laptop" });
  return { ctx: await present(ctx, ticket), key, recoveryCodes };
}
const refusedFor = (reason: string) => expect.objectContaining({ reason });
const door = () => frontDoor(bank.db);

describe("control 29: a passkey", () => {
  it("becomes the first factor right after the password, brings recovery codes, and is told", async () => {
    const { ctx, recoveryCodes } = await equipped();
    expect(ctx.actor.unproven).toBeUndefined();
    expect(recoveryCodes).toHaveLength(10);
    expect((await ownFactors(ctx)).passkeys).toEqual([expect.objectContaining({ name: "Work laptop" })]);
    expect((await logged(bank.db, "passkey.added")).map(({ actorId }) => actorId)).toContain(teller.actor.userId);
    const notices = await sqlOf(bank.db)`select kind from notices where user_id = ${teller.actor.userId}`;
    expect(notices).toEqual([{ kind: "factor_changed" }]);
  });

  it("signs in by itself, as both factors, and the log says who", async () => {
    const { key } = await equipped();
    const answer = key.signed(await askForAnyPasskey(door()));
    const { ticket, next } = await signInWithPasskey(door(), { passkey: answer });
    expect(next).toBe("done");
    expect((await present(teller, ticket)).actor.unproven).toBeUndefined();
    const started = (await logged(bank.db, "session.started")).filter(({ actorId }) => actorId === teller.actor.userId);
    expect(started).toHaveLength(2);
  });

  it("completes a sign-in that began with the password", async () => {
    const { key } = await equipped();
    const half = await halfway();
    expect(half.actor.unproven).toBe("halfway");
    const { ticket } = await giveFactor(half, { passkey: key.signed(await askForOwnPasskey(half)) });
    expect((await present(teller, ticket)).actor.unproven).toBeUndefined();
  });

  const wrongs = [
    ["of another site", { origin: "https://evil.example" }],
    ["bound to another host", { host: "evil.example" }],
    ["without the person having shown themselves to the device", { unverified: true }],
    ["for a challenge that nobody asked", { challenge: "bm9ib2R5IGFza2VkIHRoaXM" }],
  ] as const;
  it.each(wrongs)("is refused %s", async (_, wrong) => {
    const { key } = await equipped();
    const answer = key.signed(await askForAnyPasskey(door()), wrong);
    await expect(signInWithPasskey(door(), { passkey: answer })).rejects.toEqual(refusedFor("passkey_refused"));
    const half = await halfway(await hire(bank.db, `new${people}`, branchId, "teller"));
    const made = new SoftPasskey().made(await offerPasskey(half, {}), wrong);
    await expect(addPasskey(half, { passkey: made, name: "x" })).rejects.toEqual(refusedFor("passkey_refused"));
  });

  it("answers a challenge once, within two minutes, and only for what it was asked", async () => {
    const { key } = await equipped();
    const used = key.signed(await askForAnyPasskey(door()));
    await signInWithPasskey(door(), { passkey: used });
    await expect(signInWithPasskey(door(), { passkey: used })).rejects.toEqual(refusedFor("passkey_refused"));

    const late = key.signed(await askForAnyPasskey(door()));
    await sqlOf(bank.admin)`update passkey_challenges set expires_at = expires_at - interval '2 minutes'`;
    await expect(signInWithPasskey(door(), { passkey: late })).rejects.toEqual(refusedFor("passkey_refused"));

    const half = await halfway();
    const other = await halfway();
    const forOther = key.signed(await askForOwnPasskey(other));
    await expect(giveFactor(half, { passkey: forOther })).rejects.toEqual(refusedFor("passkey_refused"));
    const forSigningIn = key.signed(await askForAnyPasskey(door()));
    await expect(giveFactor(half, { passkey: forSigningIn })).rejects.toEqual(refusedFor("passkey_refused"));
  });

  it("of a colleague proves nothing for the person who is halfway", async () => {
    await equipped();
    const colleague = await hire(bank.db, `colleague${people}`, branchId, "teller");
    const { key } = await equipped(colleague);
    const half = await halfway();
    const answer = key.signed(await askForOwnPasskey(half));
    await expect(giveFactor(half, { passkey: answer })).rejects.toEqual(refusedFor("passkey_refused"));
  });

  it("that was copied is found out by its counter", async () => {
    const { key } = await equipped();
    key.counter = 10;
    await signInWithPasskey(door(), { passkey: key.signed(await askForAnyPasskey(door())) });
    key.counter = 4;
    const copy = key.signed(await askForAnyPasskey(door()));
    await expect(signInWithPasskey(door(), { passkey: copy })).rejects.toEqual(refusedFor("passkey_refused"));
  });

  it("opens nothing for who is disabled", async () => {
    const { key } = await equipped();
    await sqlOf(bank.db)`update users set disabled_at = bank_now() where id = ${teller.actor.userId}`;
    const answer = key.signed(await askForAnyPasskey(door()));
    await expect(signInWithPasskey(door(), { passkey: answer })).rejects.toEqual(refusedFor("passkey_refused"));
  });

  it("is not the way around the one a person has: the password alone adds none", async () => {
    await equipped();
    const half = await halfway();
    await expect(offerPasskey(half, { proof: PASSWORD })).rejects.toEqual(refusedFor("factor_needed"));
    const stolen = new SoftPasskey().made({ challenge: "bm8" });
    await expect(addPasskey(half, { passkey: stolen, name: "x" })).rejects.toEqual(refusedFor("factor_needed"));
  });

  it("stands for the code when recovery codes are taken anew by who has no authenticator (control 28)", async () => {
    const { ctx, recoveryCodes } = await equipped();
    const stale = { ...ctx, actor: { ...ctx.actor, provenLongAgo: true as const } };
    await expect(renewRecoveryCodes(stale, {})).rejects.toEqual(refusedFor("confirm_again"));
    const anew = await renewRecoveryCodes(ctx, {});
    expect(anew.recoveryCodes).toHaveLength(10);
    const half = await halfway();
    await expect(giveFactor(half, { code: recoveryCodes[0] })).rejects.toEqual(refusedFor("factor_code_wrong"));
    await giveFactor(half, { code: anew.recoveryCodes[0] });
  });

  it("control 31: has a network's tries of its own, so that wrong passwords do not shut it", async () => {
    const { key } = await equipped();
    await sqlOf(bank.admin)`delete from tries`;
    for (let n = 0; n < 50; n += 1) {
      const attempt = await takeTry(bank.db, [{ rule: "network", of: [networkOf("192.0.2.7")] }]);
      expect(attempt).not.toBeNull();
    }
    expect(await takeTry(bank.db, [{ rule: "network", of: [networkOf("192.0.2.7")] }])).toBeNull();
    const answer = key.signed(await askForAnyPasskey(door()));
    expect(await signInWithPasskey(door(), { passkey: answer })).toMatchObject({ next: "done" });
    await sqlOf(bank.admin)`delete from tries`;
  });

  it("is removed by who has proven themselves lately, never the last factor, never another's", async () => {
    const { ctx } = await equipped();
    const [first] = (await ownFactors(ctx)).passkeys;
    const asked = { passkeyId: first?.id ?? "" };
    await expect(removePasskey(ctx, asked)).rejects.toEqual(refusedFor("last_factor"));
    const second = new SoftPasskey();
    const { ticket } = await addPasskey(ctx, { passkey: second.made(await offerPasskey(ctx, {})), name: "Key ring" });
    const now = await present(teller, ticket);
    const stale = { ...now, actor: { ...now.actor, provenLongAgo: true as const } };
    await expect(removePasskey(stale, asked)).rejects.toEqual(refusedFor("confirm_again"));
    const { ctx: stranger } = await equipped(await hire(bank.db, `stranger${people}`, branchId, "teller"));
    await expect(removePasskey(stranger, asked)).rejects.toEqual(refusedFor("passkey_not_found"));
    await removePasskey(now, asked);
    expect((await ownFactors(now)).passkeys.map(({ name }) => name)).toEqual(["Key ring"]);
  });
});
