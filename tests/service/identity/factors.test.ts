import { spawn } from "node:child_process";
import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import type { Ctx, CustomerActor, StaffActor } from "@/lib/core/context";
import type { BranchId } from "@/lib/core/ids";
import { adoptAuthenticator } from "@/lib/identity/adopt-authenticator";
import { authorize, may } from "@/lib/identity/authorize";
import { endSessionOf } from "@/lib/identity/end-session-of";
import { ownFactors } from "@/lib/identity/factors";
import { giveFactor } from "@/lib/identity/give-factor";
import { allPermissions } from "@/lib/identity/permissions";
import { sessionsOf } from "@/lib/identity/queries";
import { renewRecoveryCodes } from "@/lib/identity/renew-recovery-codes";
import { activateSession } from "@/lib/identity/session";
import { offerAuthenticator, setUpAuthenticator } from "@/lib/identity/set-up-authenticator";
import { signIn } from "@/lib/identity/sign-in";
import { hashSecret } from "@/lib/identity/token";
import { resetFactor } from "@/lib/operations/reset-factor";
import { addBeneficiary } from "@/lib/payments/add-beneficiary";
import { readSession, type Session } from "@/lib/web/read-session";
import { newKey } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { carried } from "../../support/second-person";
import { bankJob, customer, foundBank, frontDoor, hire, logged, PASSWORD } from "./people";

let bank: TestDatabase;
let branchId: BranchId;
let teller: Ctx<StaffActor>;
let people = 0;
/** When the test began: what it types are codes of that half minute, also when the next one begins meanwhile. */
let moment = 0;

beforeAll(async () => {
  bank = await testDatabase();
  branchId = await foundBank(bank.db);
});
beforeEach(async () => {
  people += 1;
  moment = Date.now();
  teller = await hire(bank.db, `teller${people}`, branchId, "teller");
});
afterAll(() => bank.close());

const STEP_MS = 30_000;
/** A code of the half minute in which the test began, or of so many later. */
const code = (secret: string, later = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: moment + later * STEP_MS });
/** What no code of now or of a neighbour is. */
const wrongCode = (secret: string) =>
  ["111111", "222222", "333333", "444444"].find((text) => ![-2, -1, 0, 1, 2].some((at) => code(secret, at) === text)) ??
  "";
/** Lets the used steps lie in the past, as if half minutes had gone by. */
async function later(): Promise<void> {
  const sql = sqlOf(bank.admin);
  await sql`alter table totp_factors disable trigger totp_factors_forward`;
  await sql`update totp_factors set last_step = last_step - 10`;
  await sql`alter table totp_factors enable trigger totp_factors_forward`;
}

type Present<A extends StaffActor | CustomerActor> = { ctx: Ctx<A>; token: string; session: Session };

/** The person in a session of theirs, as the server would speak for them. */
async function present<A extends StaffActor | CustomerActor>(ctx: Ctx<A>, ticket: string): Promise<Present<A>> {
  await activateSession(bank.db, ticket);
  const session = await readSession(bank.db, ticket);
  if (!session) throw new Error("no session");
  const { sessionId, unproven, provenLongAgo } = session;
  const { unproven: _, provenLongAgo: __, ...actor } = { ...ctx.actor, sessionId };
  const proof = { ...(unproven ? { unproven } : {}), ...(provenLongAgo ? { provenLongAgo } : {}) };
  return {
    ctx: { ...ctx, actor: { ...actor, ...proof } as unknown as A },
    token: ticket,
    session,
  };
}
const nameOf = async (ctx: Ctx<StaffActor | CustomerActor>) => {
  const [row] = await sqlOf(bank.db)<
    { name: string }[]
  >`select sign_in_name as name from users where id = ${ctx.actor.userId}`;
  return row?.name ?? "";
};
async function withPassword<A extends StaffActor | CustomerActor>(ctx: Ctx<A>): Promise<Present<A>> {
  const { ticket } = await signIn(frontDoor(bank.db), { signInName: await nameOf(ctx), password: PASSWORD });
  return present(ctx, ticket);
}
/** Sets an authenticator up right after the password, and answers its secret with the person in the new session. */
async function equipped<A extends StaffActor | CustomerActor>(ctx: Ctx<A>, proof?: string) {
  const half = await withPassword(ctx);
  const { secret } = await offerAuthenticator(half.ctx);
  const { ticket, recoveryCodes } = await setUpAuthenticator(half.ctx, { code: code(secret), proof });
  return { ...(await present(half.ctx, ticket)), secret, recoveryCodes, half };
}
const refusedFor = (reason: string) => expect.objectContaining({ reason });

async function enrolledCustomer(): Promise<Ctx<CustomerActor>> {
  const officer = await hire(bank.db, `officer${people}`, branchId, "service_officer");
  const manager = await hire(bank.db, `manager${people}`, branchId, "branch_manager");
  const customerId = await customer(bank.db, branchId, { maker: officer.actor.userId, checker: manager.actor.userId });
  const { issueEnrolmentCode } = await import("@/lib/identity/issue-enrolment-code");
  const { enrolCustomer } = await import("@/lib/identity/enrol-customer");
  const { code: enrolment } = await issueEnrolmentCode(officer, { customerId });
  const signInName = `customer${people}`;
  const { userId } = await enrolCustomer(frontDoor(bank.db), { code: enrolment, signInName, password: PASSWORD });
  const actor: CustomerActor = { kind: "customer", userId, name: "Amina Okafor", customerId, sessionId: null };
  return { ...teller, channel: "self_service", actor };
}

describe("control 26: a member of staff with the password alone", () => {
  it("is sent to set a factor up, and may do nothing else", async () => {
    const { ctx, session } = await withPassword(teller);
    expect(session).toMatchObject({ unproven: "halfway", hasFactor: false });
    const open = allPermissions.filter((permission) => {
      if (!may(ctx.actor, permission)) return false;
      try {
        authorize(ctx.actor, permission);
        return true;
      } catch {
        return false;
      }
    });
    expect(open).toEqual(["session.end", "factor.manage"]);
  });

  it("sets an authenticator up with its first code, gets ten recovery codes and a new session, and is told", async () => {
    const { session, half, recoveryCodes, secret } = await equipped(teller);
    expect(session).toMatchObject({ unproven: null, hasFactor: true });
    expect(await readSession(bank.db, half.token)).toBeNull();
    expect(new Set(recoveryCodes).size).toBe(10);
    // Control 28: 120 bits each.
    for (const one of recoveryCodes) expect(one).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect((await logged(bank.db, "factor.added")).map(({ actorId }) => actorId)).toContain(teller.actor.userId);
    const notices = await sqlOf(bank.db)`select kind from notices where user_id = ${teller.actor.userId}`;
    expect(notices).toEqual([{ kind: "factor_changed" }]);
    const [dump] = await sqlOf(bank.admin)<{ all: string }[]>`
      select (select string_agg(t::text, '') from totp_factors t) || (select string_agg(r::text, '') from recovery_codes r)
        || (select string_agg(e::text, '') from audit_events e) as all`;
    expect(dump?.all, "control 58: no secret and no code in the clear").not.toContain(secret);
    for (const one of recoveryCodes) expect(dump?.all).not.toContain(one.slice(0, 9));
  });

  it("is not taken with a wrong first code; the same session keeps offering the same key", async () => {
    const { ctx } = await withPassword(teller);
    const { secret, address } = await offerAuthenticator(ctx);
    expect(address).toContain(`secret=${secret}`);
    await expect(setUpAuthenticator(ctx, { code: wrongCode(secret) })).rejects.toEqual(refusedFor("factor_code_wrong"));
    expect((await offerAuthenticator(ctx)).secret).toBe(secret);
    const other = await withPassword(teller);
    expect((await offerAuthenticator(other.ctx)).secret).not.toBe(secret);
  });

  it("is over after a quarter of an hour", async () => {
    const { token } = await withPassword(teller);
    await sqlOf(
      bank.admin,
    )`update sessions set created_at = created_at - interval '15 minutes' where token_hash = ${hashSecret(token)}`;
    expect(await readSession(bank.db, token)).toBeNull();
  });
});

describe("giving the factor", () => {
  it("completes the sign-in: a new token, within the old limit; the halfway one is dead (control 16)", async () => {
    const { secret } = await equipped(teller);
    await later();
    const half = await withPassword(teller);
    expect(half.session).toMatchObject({ unproven: "halfway", hasFactor: true });
    const { ticket } = await giveFactor(half.ctx, { code: code(secret) });
    expect((await present(teller, ticket)).session.unproven).toBeNull();
    expect(await readSession(bank.db, half.token)).toBeNull();
    const limits = await sqlOf(bank.db)`
      select distinct expires_at from sessions where token_hash in (${hashSecret(ticket)}, ${hashSecret(half.token)})`;
    expect(limits).toHaveLength(1);
    expect((await logged(bank.db, "factor.given")).map(({ actorId }) => actorId)).toContain(teller.actor.userId);
  });

  it("control 27: takes a step once, refuses the set-up's own, and one of two who use it at once", async () => {
    const { secret } = await equipped(teller);
    const half = await withPassword(teller);
    await expect(giveFactor(half.ctx, { code: code(secret) })).rejects.toEqual(refusedFor("factor_code_wrong"));
    await later();
    const [one, two] = [await withPassword(teller), await withPassword(teller)];
    const now = code(secret);
    const tries = await Promise.allSettled([giveFactor(one.ctx, { code: now }), giveFactor(two.ctx, { code: now })]);
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const three = await withPassword(teller);
    await expect(giveFactor(three.ctx, { code: now })).rejects.toEqual(refusedFor("factor_code_wrong"));
  });

  it("control 27: takes the neighbours of the present step, and none before one that was used", async () => {
    const { secret } = await equipped(teller);
    await later();
    const [ahead, back] = [await withPassword(teller), await withPassword(teller)];
    await giveFactor(ahead.ctx, { code: code(secret, 1) });
    await expect(giveFactor(back.ctx, { code: code(secret) })).rejects.toEqual(refusedFor("factor_code_wrong"));
    await later();
    await expect(giveFactor(back.ctx, { code: code(secret, 3) })).rejects.toEqual(refusedFor("factor_code_wrong"));
    await expect(giveFactor(back.ctx, { code: code(secret) })).resolves.toBeDefined();
  });

  it("control 27: is refused by the database too when a program would set the step back", async () => {
    await equipped(teller);
    const back = sqlOf(bank.db)`update totp_factors set last_step = 0 where user_id = ${teller.actor.userId}`;
    await expect(back).rejects.toThrow("goes backward");
  });

  it("control 28: takes a recovery code once, with hyphens or without, and tells the person", async () => {
    const { recoveryCodes } = await equipped(teller);
    const [first = ""] = recoveryCodes;
    const half = await withPassword(teller);
    const { ticket } = await giveFactor(half.ctx, { code: first.toLowerCase().replaceAll("-", " ") });
    expect((await present(teller, ticket)).session.unproven).toBeNull();
    const again = await withPassword(teller);
    await expect(giveFactor(again.ctx, { code: first })).rejects.toEqual(refusedFor("factor_code_wrong"));
    expect(await ownFactors(teller)).toMatchObject({ recoveryCodesLeft: 9 });
    const notices = await sqlOf(bank.db)`select kind from notices where user_id = ${teller.actor.userId} order by id`;
    expect(notices.map(({ kind }) => kind)).toEqual(["factor_changed", "recovery_code_used"]);
  });

  it("control 28: takes nobody else's recovery code, and one of two who use it at once", async () => {
    const { recoveryCodes } = await equipped(teller);
    const colleague = await hire(bank.db, `colleague${people}`, branchId, "teller");
    await equipped(colleague);
    const theirs = await withPassword(colleague);
    const [, second = ""] = recoveryCodes;
    await expect(giveFactor(theirs.ctx, { code: second })).rejects.toEqual(refusedFor("factor_code_wrong"));
    const [one, two] = [await withPassword(teller), await withPassword(teller)];
    const tries = await Promise.allSettled([
      giveFactor(one.ctx, { code: second }),
      giveFactor(two.ctx, { code: second }),
    ]);
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("control 31: is shut after five wrong codes, for the right one too", async () => {
    const { secret, recoveryCodes } = await equipped(teller);
    await later();
    const half = await withPassword(teller);
    for (let time = 0; time < 5; time += 1)
      await expect(giveFactor(half.ctx, { code: wrongCode(secret) })).rejects.toEqual(refusedFor("factor_code_wrong"));
    await expect(giveFactor(half.ctx, { code: code(secret) })).rejects.toEqual(refusedFor("tried_too_often"));
    await expect(giveFactor(half.ctx, { code: recoveryCodes[0] ?? "" })).rejects.toEqual(refusedFor("tried_too_often"));
  });

  it("makes the browser known only then: the password alone does not", async () => {
    const { secret } = await equipped(teller);
    await later();
    const device = "d".repeat(43);
    const half = await withPassword(teller);
    const known = () => sqlOf(bank.db)`select 1 from known_devices where token_hash = ${hashSecret(device)}`;
    await signIn(frontDoor(bank.db), { signInName: await nameOf(teller), password: PASSWORD, device });
    expect(await known()).toHaveLength(0);
    await giveFactor(half.ctx, { code: code(secret), device });
    expect(await known()).toHaveLength(1);
  });
});

describe("changing the factor", () => {
  it("control 21: asks for a factor of the last five minutes; the password alone replaces nothing", async () => {
    const { ctx, token, secret } = await equipped(teller);
    const offer = await offerAuthenticator(ctx);
    expect(offer.secret).not.toBe(secret);
    await sqlOf(
      bank.admin,
    )`update sessions set factor_at = factor_at - interval '5 minutes' where token_hash = ${hashSecret(token)}`;
    const session = await readSession(bank.db, token);
    expect(session?.provenLongAgo).toBe(true);
    const stale = { ...ctx, actor: { ...ctx.actor, provenLongAgo: true as const } };
    const next = { code: code(offer.secret) };
    await expect(setUpAuthenticator(stale, next)).rejects.toEqual(refusedFor("confirm_again"));
    await expect(setUpAuthenticator(stale, { ...next, proof: PASSWORD })).rejects.toEqual(refusedFor("confirm_again"));
    const halfway = await withPassword(teller);
    await expect(setUpAuthenticator(halfway.ctx, { ...next, proof: PASSWORD })).rejects.toEqual(
      refusedFor("factor_needed"),
    );
    await later();
    const fresh = await present(teller, (await giveFactor(stale, { code: code(secret) })).ticket);
    expect(fresh.session.provenLongAgo).toBe(false);
    const again = await offerAuthenticator(fresh.ctx);
    await setUpAuthenticator(fresh.ctx, { code: code(again.secret) });
    await later();
    const half = await withPassword(teller);
    await expect(giveFactor(half.ctx, { code: code(secret) })).rejects.toEqual(refusedFor("factor_code_wrong"));
    await expect(giveFactor(half.ctx, { code: code(again.secret) })).resolves.toBeDefined();
  });

  it("control 18: ends the other sessions and forgets the browsers that were known", async () => {
    const someone = await enrolledCustomer();
    const { ctx, secret } = await equipped(someone, PASSWORD);
    await later();
    const half = await withPassword(someone);
    const elsewhere = await present(someone, (await giveFactor(half.ctx, { code: code(secret) })).ticket);
    expect(elsewhere.session.unproven).toBeNull();
    const offer = await offerAuthenticator(ctx);
    await setUpAuthenticator(ctx, { code: code(offer.secret), device: "e".repeat(43) });
    expect(await readSession(bank.db, elsewhere.token)).toBeNull();
    const known = await sqlOf(bank.db)`select token_hash from known_devices where user_id = ${someone.actor.userId}`;
    expect(known).toEqual([{ token_hash: hashSecret("e".repeat(43)) }]);
  });

  it("gives new recovery codes for a code, and the old ones are withdrawn", async () => {
    const { ctx, secret, recoveryCodes } = await equipped(teller);
    await later();
    await expect(renewRecoveryCodes(ctx, { code: wrongCode(secret) })).rejects.toEqual(refusedFor("factor_code_wrong"));
    const { recoveryCodes: fresh } = await renewRecoveryCodes(ctx, { code: code(secret) });
    expect(await ownFactors(ctx)).toMatchObject({ recoveryCodesLeft: 10 });
    const half = await withPassword(teller);
    await expect(giveFactor(half.ctx, { code: recoveryCodes[1] ?? "" })).rejects.toEqual(
      refusedFor("factor_code_wrong"),
    );
    await expect(giveFactor(half.ctx, { code: fresh[1] ?? "" })).resolves.toBeDefined();
  });
});

describe("control 26: a customer without a factor", () => {
  it("looks at accounts, but names nobody to pay", async () => {
    const { ctx, session } = await withPassword(await enrolledCustomer());
    expect(session).toMatchObject({ unproven: "no_factor", hasFactor: false });
    expect(() => authorize(ctx.actor, "account.read")).not.toThrow();
    const payee = {
      key: newKey(),
      name: "Jonas",
      iban: "AT441999900001000002",
      nickname: undefined,
      customerId: undefined,
    };
    await expect(addBeneficiary(ctx, payee as never)).rejects.toEqual(refusedFor("factor_needed"));
  });

  it("sets one up with the password once more, and then pays", async () => {
    const { ctx } = await withPassword(await enrolledCustomer());
    const { secret } = await offerAuthenticator(ctx);
    const typed = { code: code(secret) };
    await expect(setUpAuthenticator(ctx, typed)).rejects.toEqual(refusedFor("current_password_wrong"));
    await expect(setUpAuthenticator(ctx, { ...typed, proof: "not the password" })).rejects.toEqual(
      refusedFor("current_password_wrong"),
    );
    const { ticket } = await setUpAuthenticator(ctx, { ...typed, proof: PASSWORD });
    expect((await present(ctx, ticket)).ctx.actor.unproven).toBeUndefined();
  });

  it("has every other session asked for it once it is set up", async () => {
    const someone = await enrolledCustomer();
    await equipped(someone, PASSWORD);
    expect((await withPassword(someone)).session).toMatchObject({ unproven: "halfway", hasFactor: true });
  });
});

describe("control 20: sessions at once", () => {
  it("are one for staff: the next sign-in ends the one before, which the log says", async () => {
    const { token, secret, session } = await equipped(teller);
    await later();
    const half = await withPassword(teller);
    expect(await readSession(bank.db, token), "not before the second factor").not.toBeNull();
    const { ticket } = await giveFactor(half.ctx, { code: code(secret) });
    expect(await readSession(bank.db, token)).toBeNull();
    expect((await present(teller, ticket)).session.unproven).toBeNull();
    expect((await logged(bank.db, "session.ended")).map(({ subjectId }) => subjectId)).toContain(session.sessionId);
  });

  it("are five for a customer: the sixth ends the oldest", async () => {
    const someone = await enrolledCustomer();
    const tokens: string[] = [];
    for (let at = 0; at < 6; at += 1) tokens.push((await withPassword(someone)).token);
    const running = await Promise.all(tokens.map(async (token) => (await readSession(bank.db, token)) !== null));
    expect(running).toEqual([false, true, true, true, true, true]);
  });

  it("control 19: are ended by an administrator for a reason, and the colleague is told", async () => {
    const admin = await hire(bank.db, `admin${people}`, branchId, "administrator");
    const { token, session } = await equipped(teller);
    expect((await sessionsOf(admin, teller.actor.userId)).map(({ id }) => id)).toEqual([session.sessionId]);
    const asked = {
      userId: teller.actor.userId,
      sessionId: session.sessionId,
      reason: "Left unattended at the counter",
    };
    await expect(endSessionOf(teller, asked)).rejects.toEqual(refusedFor("not_permitted"));
    await expect(endSessionOf(admin, { ...asked, userId: admin.actor.userId })).rejects.toEqual(
      refusedFor("session_not_found"),
    );
    await endSessionOf(admin, asked);
    expect(await readSession(bank.db, token)).toBeNull();
    expect((await logged(bank.db, "session.ended_other")).map(({ subjectId }) => subjectId)).toContain(asked.userId);
    const notices = await sqlOf(bank.db)`select kind from notices where user_id = ${asked.userId} order by id`;
    expect(notices.map(({ kind }) => kind)).toEqual(["factor_changed", "session_ended"]);
  });
});

describe("taking a lost factor away", () => {
  it("needs a second person, ends the sessions, withdraws codes, and lets the colleague set up anew", async () => {
    const admin = await hire(bank.db, `admin${people}`, branchId, "administrator");
    const checker = await hire(bank.db, `checker${people}`, branchId, "administrator");
    const { token, recoveryCodes } = await equipped(teller);
    const input = { userId: teller.actor.userId, reason: "The phone fell into the harbour" };
    expect(await carried(resetFactor, input, { maker: admin, checker })).toBe("approved");
    expect(await readSession(bank.db, token)).toBeNull();
    const half = await withPassword(teller);
    expect(half.session).toMatchObject({ unproven: "halfway", hasFactor: false });
    await expect(giveFactor(half.ctx, { code: recoveryCodes[0] ?? "" })).rejects.toEqual(
      refusedFor("factor_code_wrong"),
    );
    const { secret } = await offerAuthenticator(half.ctx);
    await expect(setUpAuthenticator(half.ctx, { code: code(secret) })).resolves.toBeDefined();
    expect((await logged(bank.db, "staff.factor_reset")).map(({ subjectId }) => subjectId)).toContain(
      teller.actor.userId,
    );
    const notices = await sqlOf(bank.db)`select kind from notices where user_id = ${teller.actor.userId}`;
    expect(notices.map(({ kind }) => kind)).toEqual(Array(3).fill("factor_changed"));
  });

  it("is refused for oneself, without a factor, and to who may not manage staff", async () => {
    const admin = await hire(bank.db, `admin${people}`, branchId, "administrator");
    const reason = "Lost";
    await expect(resetFactor(admin, { userId: admin.actor.userId, reason })).rejects.toEqual(refusedFor("own_rights"));
    await expect(resetFactor(admin, { userId: teller.actor.userId, reason })).rejects.toEqual(refusedFor("no_factor"));
    await expect(resetFactor(teller, { userId: admin.actor.userId, reason })).rejects.toEqual(
      refusedFor("not_permitted"),
    );
  });
});

describe("control 34: the demo bank's public secrets", () => {
  const secret = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  it("are taken by the demo bank", async () => {
    await adoptAuthenticator(bankJob(bank.db), { userId: teller.actor.userId, secret });
    const half = await withPassword(teller);
    await expect(giveFactor(half.ctx, { code: code(secret) })).resolves.toBeDefined();
  });

  it("keep a production server from starting, whatever the bank around them is called", async () => {
    await adoptAuthenticator(bankJob(bank.db), { userId: teller.actor.userId, secret });
    expect(await startedInProduction()).toContain("This database holds sign-ins of the demo bank.");
    await sqlOf(bank.admin)`update bank_settings set demo = false`;
    expect(await startedInProduction()).toContain("This database holds sign-ins of the demo bank.");
    await sqlOf(bank.admin)`update totp_factors set removed_at = bank_now() where demo and removed_at is null`;
    expect(await startedInProduction()).toBe("started");
    await sqlOf(bank.admin)`update bank_settings set demo = true`;
  });

  it("nor does it start on the demo bank when nobody there has such a secret", async () => {
    await sqlOf(bank.admin)`update totp_factors set removed_at = bank_now() where demo and removed_at is null`;
    expect(await startedInProduction()).toContain(
      "BANK_MODE is production, and this database holds the demo bank. Point the server to another database.",
    );
  });

  it("are refused by any other bank, and nobody but its set-up gives them", async () => {
    await sqlOf(bank.admin)`update bank_settings set demo = false`;
    const asked = { userId: teller.actor.userId, secret };
    await expect(adoptAuthenticator(bankJob(bank.db), asked)).rejects.toThrow("Only the demo bank");
    await expect(adoptAuthenticator(frontDoor(bank.db), asked)).rejects.toEqual(refusedFor("not_permitted"));
    await sqlOf(bank.admin)`update bank_settings set demo = true`;
  });
});

/** What a production server says on this database before it serves anybody. */
async function startedInProduction(): Promise<string> {
  const start = `import { refuseToStart } from "./db/refuse-to-start"; refuseToStart().then(() => { console.log("started"); process.exit(0); });`;
  const env = {
    ...process.env,
    BANK_MODE: "production",
    APP_ORIGIN: "https://bank.example",
    DATABASE_URL: bank.urls.app,
    DATABASE_JOBS_URL: bank.urls.jobs,
  };
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", start], { env });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  await new Promise((done) => child.once("close", done));
  return said.trim();
}
