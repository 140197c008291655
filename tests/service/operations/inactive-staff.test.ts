import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor, SystemActor } from "@/lib/core/context";
import { businessDate } from "@/lib/core/dates";
import type { BranchId, UserId } from "@/lib/core/ids";
import { activateSession, openSession } from "@/lib/identity/session";
import { cutDay } from "@/lib/operations/cut-day";
import { disableInactive } from "@/lib/operations/disable-inactive";
import { enableStaff } from "@/lib/operations/enable-staff";
import { readSession } from "@/lib/web/read-session";
import { type TestDatabase, testDatabase } from "../../support/database";
import { carried } from "../../support/second-person";
import { bankJob, foundBank, hire, logged } from "../identity/people";

let bank: TestDatabase;
let branchId: BranchId;
let job: Ctx<SystemActor>;
let names = 0;
beforeAll(async () => {
  bank = await testDatabase();
  branchId = await foundBank(bank.db);
  job = bankJob(bank.db);
});
beforeEach(async () => {
  await sqlOf(bank.admin)`update bank_settings set demo = false`;
  await sqlOf(bank.admin)`update users set disabled_at = bank_now() where disabled_at is null`;
});
afterAll(() => bank.close());

const tidy = () => disableInactive(job as never);
const seenBefore = (who: Ctx<StaffActor>, days: number) =>
  sqlOf(bank.admin)`
    update users set last_sign_in_at = bank_now() - make_interval(days => ${days}) where id = ${who.actor.userId}`;
const sessionOf = async (userId: UserId) => {
  const { token } = await openSession(bank.db, { userId, kind: "staff" }, { proven: true });
  await activateSession(bank.db, token);
  return token;
};
const isDisabled = async (id: UserId) => {
  const [row] = await sqlOf(bank.db)<
    { off: boolean }[]
  >`select disabled_at is not null as off from users where id = ${id}`;
  return row?.off;
};
const person = (role: "teller" | "administrator") => hire(bank.db, `person${++names}`, branchId, role);

describe("control 47: a colleague who has not signed in for 90 days", () => {
  it("is shut out with every session, and it is in the log; one seen lately stays", async () => {
    const [gone, stays] = [await person("teller"), await person("teller")];
    await seenBefore(gone, 91);
    await seenBefore(stays, 89);
    const [shut, open] = [await sessionOf(gone.actor.userId), await sessionOf(stays.actor.userId)];
    expect(await readSession(bank.db, shut)).not.toBeNull();
    expect(await tidy()).toEqual({ disabled: 1 });
    expect(await readSession(bank.db, shut)).toBeNull();
    expect(await readSession(bank.db, open)).not.toBeNull();
    expect([await isDisabled(gone.actor.userId), await isDisabled(stays.actor.userId)]).toEqual([true, false]);
    expect((await logged(bank.db, "staff.disabled_inactive")).at(-1)?.subjectId).toBe(gone.actor.userId);
    expect(await tidy()).toEqual({ disabled: 0 });
  });

  it("stays for another 90 days once let in again by two people", async () => {
    const back = await person("teller");
    await seenBefore(back, 200);
    expect(await tidy()).toEqual({ disabled: 1 });
    const [maker, checker] = [await person("administrator"), await person("administrator")];
    await carried(enableStaff, { userId: back.actor.userId, reason: "Back from a long leave" }, { maker, checker });
    expect(await tidy()).toEqual({ disabled: 0 });
    expect(await isDisabled(back.actor.userId)).toBe(false);
  });

  it("is never the last administrator, and nobody of the demo bank", async () => {
    const [one, two] = [await person("administrator"), await person("administrator")];
    for (const admin of [one, two]) await seenBefore(admin, 400);
    expect(await tidy()).toEqual({ disabled: 0 });
    await seenBefore(two, 1);
    expect(await tidy()).toEqual({ disabled: 1 });
    expect(await isDisabled(one.actor.userId)).toBe(true);
    // One whose role ends does not stay, however lately they were seen: they cannot be the last.
    await sqlOf(bank.admin)`update users set disabled_at = null where id = ${one.actor.userId}`;
    await sqlOf(bank.admin)`update user_roles set until_day = '2026-12-31' where user_id = ${one.actor.userId}`;
    await seenBefore(one, 1);
    await seenBefore(two, 400);
    expect(await tidy()).toEqual({ disabled: 0 });
    const demo = await person("teller");
    await seenBefore(demo, 400);
    await sqlOf(bank.admin)`update bank_settings set demo = true`;
    expect(await tidy()).toEqual({ disabled: 0 });
  });

  it("is looked for by the day's cut, and by nobody without that power", async () => {
    const teller = await person("teller");
    await expect(disableInactive(teller as never)).rejects.toMatchObject({ reason: "not_permitted" });
    await seenBefore(teller, 91);
    await cutDay(job as never, businessDate("2026-03-02"));
    expect(await isDisabled(teller.actor.userId)).toBe(true);
  });
});
