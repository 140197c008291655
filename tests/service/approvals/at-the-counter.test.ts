import { generateRegistrationOptions } from "@simplewebauthn/server";
import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import { ownPowers } from "@/lib/approvals/own-powers";
import { withdrawCash } from "@/lib/cash/withdraw-cash";
import type { Ctx, StaffActor, SystemActor } from "@/lib/core/context";
import { newId, type UserId } from "@/lib/core/ids";
import { askForOwnPasskey } from "@/lib/identity/ask-for-passkey";
import { keepAuthenticator, spendCode } from "@/lib/identity/factors";
import { bankAddress, keepChallenge, keepPasskey } from "@/lib/identity/passkeys";
import { hashPassword } from "@/lib/identity/password";
import { FRONT_DOOR } from "@/lib/identity/permissions";
import { issueRecoveryCodes } from "@/lib/identity/recovery-codes";
import { signIn } from "@/lib/identity/sign-in";
import { impactOf } from "@/lib/operations/approval-impact";
import { readApproval } from "@/lib/operations/approval-queries";
import { changeRoles } from "@/lib/operations/change-roles";
import { completeRequest } from "@/lib/operations/complete-request";
import { decideApproval } from "@/lib/operations/decide-approval";
import { askToOverride, overrideByPasskey, overrideRequest } from "@/lib/operations/override-request";
import { listOwnRequests } from "@/lib/operations/own-requests";
import { resubmitRequest } from "@/lib/operations/resubmit-request";
import { createTransfer } from "@/lib/payments/create-transfer";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { coins } from "../../support/coins";
import { type TestDatabase, testDatabase } from "../../support/database";
import { SoftPasskey } from "../../support/soft-passkey";
import { logged, PASSWORD } from "../identity/people";

let database: TestDatabase;
let bank: TestBank;
let manager: Ctx<StaffActor, Database>;
let signInName = "";

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  manager = await bank.staff("branch_manager");
  signInName = await withPassword(manager);
  for (const kind of ["cash.withdraw", "transfer.create"])
    await sqlOf(database.db)`
      insert into approval_policies (id, kind, currency, from_minor, checker_role, effective_from)
      values (${newId()}, ${kind}, 'EUR', 500000, 'branch_manager', '2026-03-02')`;
});
afterAll(() => database.close());

async function withPassword({ actor }: Ctx<StaffActor>): Promise<string> {
  const [row] = await sqlOf(database.db)<{ name: string }[]>`
    update users set password_hash = ${await hashPassword(PASSWORD)} where id = ${actor.userId} returning sign_in_name as name`;
  return row?.name ?? "";
}

/** Gives somebody a new authenticator and answers the code it shows now. */
async function codeOf(name: string): Promise<string> {
  const secret = new Secret().base32;
  await database.db.transaction(async (tx) => {
    const [user] = await sqlOf(tx)<{ id: UserId }[]>`select id from users where sign_in_name = ${name}`;
    if (user) await keepAuthenticator(tx, user.id, { secret, lastStep: 0 });
  });
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate();
}

/** A passkey of a colleague, or of nobody that the bank knows. */
async function passkeyOf(ctx: Ctx<StaffActor> | null): Promise<SoftPasskey> {
  const device = new SoftPasskey();
  const offer = await generateRegistrationOptions({ rpName: "Bank", rpID: bankAddress().host, userName: "colleague" });
  await keepChallenge(database.db, offer.challenge, { purpose: "add", sessionId: null });
  const made = device.made(offer) as never;
  if (ctx)
    await database.db.transaction((tx) =>
      keepPasskey(tx, made, { userId: ctx.actor.userId, sessionId: null, name: "Telephone" }),
    );
  return device;
}

/** A withdrawal that waits, of an account with twice as much. */
async function waiting() {
  const account = await bank.account((await bank.customer()).id, 2_000_000n);
  const teller = await bank.teller(2_000_000n);
  const cash = {
    iban: account.iban,
    amount: "6000.00",
    notes: coins("6000.00"),
    paidInBy: undefined,
    note: "For the boat",
  };
  const asked = await withdrawCash(teller, { ...cash, key: newKey() });
  if (!("pending" in asked)) throw new Error("It did not wait");
  return { account, teller, approvalId: asked.pending };
}
const booked = async (id: string) => {
  const [row] = await sqlOf(database.db)<{ balance: bigint }[]>`
    select balance from account_balances where account_id = ${id}`;
  return row?.balance;
};
const answer = (approvalId: string, answer: "returned" | "rejected", seen = 1) =>
  decideApproval(manager, { key: newKey(), approvalId, seen, answer, reason: "Which boat?" });

const frontDoorOf = ({ db, businessDate, requestId, ip }: Ctx<StaffActor>): Ctx<SystemActor> => ({
  db,
  businessDate,
  requestId,
  ...(ip ? { ip } : {}),
  channel: "self_service",
  actor: { kind: "system", job: FRONT_DOOR },
});

describe("a supervisor at the teller's own screen", () => {
  type Typed = { signInName?: string; password?: string; code?: string };
  /** What the supervisor types, with a code of an authenticator that has shown none before. */
  const typing = async (approvalId: string, typed: Typed = {}, seen = 1) => ({
    key: newKey(),
    approvalId: approvalId as never,
    seen,
    signInName,
    password: PASSWORD,
    code: await codeOf(typed.signInName ?? signInName),
    ...typed,
  });
  const here = async (ctx: Ctx<StaffActor>, approvalId: string, typed: Typed = {}, seen = 1) =>
    overrideRequest(ctx, await typing(approvalId, typed, seen));

  it("agrees to that one request with name, password and code, and opens no session", async () => {
    const { account, teller, approvalId } = await waiting();
    expect(await here(teller, approvalId)).toMatchObject({ status: "released" });
    const { steps } = await readApproval(teller, approvalId);
    expect(steps.at(-1)).toMatchObject({
      step: "released",
      by: manager.actor.name,
      reason: `At the screen of ${teller.actor.name}`,
    });
    expect((await logged(database.db, "approval.released")).at(-1)?.actorId).toBe(manager.actor.userId);
    expect((await logged(database.db, "colleague.proven")).at(-1)).toMatchObject({
      actorId: teller.actor.userId,
      subjectId: manager.actor.userId,
    });
    expect(await sqlOf(database.db)`select 1 from sessions`).toHaveLength(0);
    await completeRequest(teller, { key: newKey(), approvalId });
    expect(await booked(account.id)).toBe(1_400_000n);
  });

  it("is worth nothing any more once whoever agreed was shut out: the request comes back", async () => {
    const { account, teller, approvalId } = await waiting();
    const gone = await bank.staff("branch_manager");
    await decideApproval(gone, { key: newKey(), approvalId, seen: 1, answer: "approved" });
    await sqlOf(database.admin)`update users set disabled_at = bank_now() where id = ${gone.actor.userId}`;
    const before = await booked(account.id);
    expect(await completeRequest(teller, { key: newKey(), approvalId })).toMatchObject({ reference: null });
    expect((await readApproval(teller, approvalId)).status).toBe("returned");
    expect(await booked(account.id)).toBe(before);
  });

  it("agrees with a passkey that signs this one request, and no other (controls 22 and 29)", async () => {
    const passkey = await passkeyOf(manager);
    const [one, other] = [await waiting(), await waiting()];
    const by = (ctx: Ctx<StaffActor>, approvalId: string, signed: unknown, seen = 1) =>
      overrideByPasskey(ctx, { key: newKey(), approvalId, seen, passkey: signed } as never);
    const asked = (ctx: Ctx<StaffActor>, approvalId: string) => askToOverride(ctx, { approvalId, seen: 1 } as never);
    const refused = expect.objectContaining({ reason: "colleague_passkey_refused" });

    // For another teller's request it is not even asked; what was signed for one's own other request counts for that one.
    await expect(asked(one.teller, other.approvalId)).rejects.toMatchObject({ reason: "approval_not_found" });
    await expect(askToOverride(one.teller, { approvalId: one.approvalId, seen: 2 } as never)).rejects.toMatchObject({
      reason: "stale",
    });
    const forOther = passkey.signed(await asked(other.teller, other.approvalId));
    await expect(by(one.teller, one.approvalId, forOther)).rejects.toEqual(refused);
    const signsIn = passkey.signed(await askForOwnPasskey(manager));
    await expect(by(one.teller, one.approvalId, signsIn)).rejects.toEqual(refused);
    const strangers = await passkeyOf(null);
    const unknown = strangers.signed(await asked(one.teller, one.approvalId));
    await expect(by(one.teller, one.approvalId, unknown)).rejects.toEqual(refused);

    const signed = passkey.signed(await asked(one.teller, one.approvalId));
    expect(await by(one.teller, one.approvalId, signed)).toMatchObject({ status: "released" });
    await expect(by(other.teller, other.approvalId, signed)).rejects.toEqual(refused);
    expect((await logged(database.db, "colleague.proven")).at(-1)).toMatchObject({
      actorId: one.teller.actor.userId,
      subjectId: manager.actor.userId,
    });
    expect(await sqlOf(database.db)`select 1 from sessions`).toHaveLength(0);
  });

  it("does not agree with the passkey of whoever asked, nor of somebody who may not decide", async () => {
    const { teller, approvalId } = await waiting();
    const officer = await bank.staff("service_officer");
    for (const [who, reason] of [
      [teller, "not_permitted"],
      [officer, "not_permitted"],
    ] as const) {
      const passkey = await passkeyOf(who);
      const signed = passkey.signed(await askToOverride(teller, { approvalId, seen: 1 } as never));
      const act = overrideByPasskey(teller, { key: newKey(), approvalId, seen: 1, passkey: signed } as never);
      await expect(act).rejects.toMatchObject({ reason });
    }
    expect((await readApproval(teller, approvalId)).status).toBe("pending");
  });

  it("spends no code on a request that does not wait as it stands there, and tells of a recovery code (control 28)", async () => {
    const { teller, approvalId } = await waiting();
    const typed = await typing(approvalId);
    await expect(overrideRequest(teller, { ...typed, key: newKey(), seen: 2 })).rejects.toMatchObject({
      reason: "stale",
    });
    const elsewhere = await waiting();
    await expect(overrideRequest(elsewhere.teller, { ...typed, key: newKey() })).rejects.toMatchObject({
      reason: "approval_not_found",
    });
    expect(await overrideRequest(teller, typed)).toMatchObject({ status: "released" });
    await expect(overrideRequest(teller, { ...typed, key: newKey(), seen: 2 })).rejects.toMatchObject({
      reason: "approval_over",
    });
    const [recovery = ""] = await database.db.transaction((tx) => issueRecoveryCodes(tx, manager.actor.userId));
    await here(elsewhere.teller, elsewhere.approvalId, { code: recovery });
    const told = await sqlOf(database.db)`
      select 1 from notices where user_id = ${manager.actor.userId} and kind = 'recovery_code_used'`;
    expect(told).toHaveLength(1);
  });

  it("is refused with a wrong password, an unknown name, and by the role, as anywhere", async () => {
    const { teller, approvalId } = await waiting();
    const stranger = await bank.teller();
    const wrong = { reason: "wrong_credentials" };
    await expect(here(teller, approvalId, { password: "not the password" })).rejects.toMatchObject(wrong);
    await expect(here(teller, approvalId, { signInName: "nobody.here" })).rejects.toMatchObject(wrong);
    await expect(here(teller, approvalId, { code: "000000" })).rejects.toMatchObject({ reason: "factor_code_wrong" });
    const used = await typing(approvalId);
    await database.db.transaction((tx) => spendCode(tx, manager.actor.userId, used.code));
    await expect(overrideRequest(teller, used)).rejects.toMatchObject({
      reason: "factor_code_wrong",
    });
    const ownName = await withPassword(teller);
    await expect(here(teller, approvalId, { signInName: ownName })).rejects.toMatchObject({
      reason: "not_permitted",
    });
    const far = await withPassword(await bank.staff("branch_manager", "002"));
    await expect(here(teller, approvalId, { signInName: far })).rejects.toMatchObject({
      reason: "other_branch",
    });
    await expect(here(stranger, approvalId)).rejects.toMatchObject({ reason: "approval_not_found" });
    await expect(here(teller, approvalId, {}, 9)).rejects.toMatchObject({ reason: "stale" });
    expect((await readApproval(teller, approvalId)).status).toBe("pending");
  });

  it("is shut out after too many tries, also with the right password then (control 31)", async () => {
    const { teller, approvalId } = await waiting();
    const name = await withPassword(await bank.staff("branch_manager"));
    const guess = (password: string) => here(teller, approvalId, { signInName: name, password });
    for (let n = 0; n < 5; n += 1)
      await expect(guess("not the password")).rejects.toMatchObject({ reason: "wrong_credentials" });
    await expect(guess(PASSWORD)).rejects.toMatchObject({ reason: "wrong_credentials" });
    expect((await readApproval(teller, approvalId)).status).toBe("pending");
    const own = signIn(frontDoorOf(teller), { signInName: name, password: PASSWORD });
    expect(await own, "their own sign-in from the same network is not shut by it").toHaveProperty("ticket");
  });
});

describe("a request that came back", () => {
  it("is sent again by its maker with an answer, keeps its history, and is decided anew", async () => {
    const { account, teller, approvalId } = await waiting();
    await answer(approvalId, "returned");
    expect(await readApproval(teller, approvalId)).toMatchObject({
      status: "returned",
      typed: { amount: "6000.00", note: "For the boat" },
    });
    const again = { key: newKey(), approvalId, reason: "The one in the harbour" };
    await expect(resubmitRequest(await bank.teller(), again)).rejects.toMatchObject({ reason: "approval_not_found" });
    expect(await resubmitRequest(teller, again)).toEqual(await resubmitRequest(teller, again));
    const { status, version, steps } = await readApproval(manager, approvalId);
    expect(status).toBe("pending");
    expect(steps.map(({ step }) => step)).toEqual(["requested", "returned", "resubmitted"]);
    expect(steps.at(-1)?.reason).toBe("The one in the harbour");
    const [{ n } = { n: 0 }] = await sqlOf(database.db)<{ n: number }[]>`
      select count(*)::int as n from approvals where maker_id = ${teller.actor.userId}`;
    expect(n).toBe(1);
    await expect(answer(approvalId, "rejected", 1)).rejects.toMatchObject({ reason: "stale" });
    await decideApproval(manager, { key: newKey(), approvalId, seen: version, answer: "approved" });
    await completeRequest(teller, { key: newKey(), approvalId });
    expect(await booked(account.id)).toBe(1_400_000n);
  });

  it("is checked by the rules of now before it waits again", async () => {
    const { account, teller, approvalId } = await waiting();
    await answer(approvalId, "returned");
    const other = await bank.account((await bank.customer("Jonas Brandt")).id);
    for (let n = 0; n < 3; n += 1)
      await createTransfer(teller, {
        key: newKey(),
        from: account.id,
        to: other.iban,
        amount: "4900.00",
        remittance: undefined,
        beneficiaryId: undefined,
      });
    await expect(
      resubmitRequest(teller, { key: newKey(), approvalId, reason: "It is for the boat" }),
    ).rejects.toMatchObject({ reason: "insufficient_funds" });
    expect((await readApproval(teller, approvalId)).status).toBe("returned");
  });

  it("shows what it would change anew, where a colleague's rights are asked for", async () => {
    const [admin, checker] = [await bank.staff("administrator", "000"), await bank.staff("administrator", "000")];
    const { actor } = await bank.staff("teller");
    const asked = await changeRoles(admin, { userId: actor.userId, roles: ["loan_officer"], reason: "Another desk" });
    if (!("pending" in asked)) throw new Error("It did not wait");
    await sqlOf(database.db)`insert into user_roles (user_id, role) values (${actor.userId}, 'service_officer')`;
    const approve = (seen: number) =>
      decideApproval(checker, { key: newKey(), approvalId: asked.pending, seen, answer: "approved" });
    expect(await approve(1)).toMatchObject({ status: "returned" });
    await resubmitRequest(admin, { key: newKey(), approvalId: asked.pending, reason: "Still so" });
    const { before, version } = await readApproval(checker, asked.pending);
    expect(before).toEqual({ roles: "service officer, teller" });
    expect(await approve(version)).toMatchObject({ status: "approved" });
  });

  it("goes to the branch that decides now, when the colleague has moved to another", async () => {
    const [admin, checker] = [await bank.staff("administrator", "000"), await bank.staff("administrator", "000")];
    const { actor } = await bank.staff("teller", "001");
    const asked = await changeRoles(admin, { userId: actor.userId, roles: ["loan_officer"], reason: "Another desk" });
    if (!("pending" in asked)) throw new Error("It did not wait");
    const no = { key: newKey(), approvalId: asked.pending, seen: 1, answer: "returned" as const, reason: "Later" };
    await decideApproval(checker, no);
    const there = await bank.staff("branch_manager", "002");
    await sqlOf(database.db)`
      update users set branch_id = ${there.actor.branchId} where id = ${actor.userId}`;
    await resubmitRequest(admin, { key: newKey(), approvalId: asked.pending, reason: "Now" });
    expect(await readApproval(there, asked.pending)).toMatchObject({ mayDecide: true });
    await expect(readApproval(manager, asked.pending)).rejects.toMatchObject({ reason: "approval_not_found" });
  });

  it("is over when it was rejected", async () => {
    const { teller, approvalId } = await waiting();
    await answer(approvalId, "rejected");
    await expect(resubmitRequest(teller, { key: newKey(), approvalId, reason: "Still so" })).rejects.toMatchObject({
      reason: "approval_over",
    });
  });
});

describe("what a request means", () => {
  it("is the balance before and after, and what its maker has moved of the day's limit", async () => {
    const { account, teller, approvalId } = await waiting();
    await sqlOf(database.db)`
      insert into staff_limits (id, user_id, currency, per_day_minor, effective_from)
      values (${newId()}, ${teller.actor.userId}, 'EUR', 550000, '2026-03-02')`;
    const impact = await impactOf(manager, await readApproval(manager, approvalId));
    expect(impact?.lines).toEqual([
      { label: "Booked", nowMinor: 2_000_000n, afterMinor: 1_400_000n, over: false },
      { label: "Available", nowMinor: 2_000_000n, afterMinor: 1_400_000n, over: false },
      { label: "Moved today by whoever asked", nowMinor: 0n, afterMinor: 600_000n, over: true },
    ]);
    expect(impact?.evidence[0]).toEqual({ href: `/accounts/${account.id}`, label: "The account and its movements" });
    expect(await ownPowers(teller, "cash.withdraw", "EUR")).toMatchObject({
      leftMinor: 550_000n,
      rungs: [{ fromMinor: 500_000n, checkerRole: "branch_manager" }],
    });
  });

  it("is found again under the requests of whoever asked, page by page", async () => {
    const { teller, approvalId } = await waiting();
    const page = await listOwnRequests(teller, {});
    expect(page).toMatchObject({ rows: [{ id: approvalId, status: "pending" }], older: null, newer: null });
    expect((await listOwnRequests(manager, {})).rows).toEqual([]);
  });
});
