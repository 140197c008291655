import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor, SystemActor } from "@/lib/core/context";
import type { BranchId, UserId } from "@/lib/core/ids";
import { disableInactive } from "@/lib/operations/disable-inactive";
import { type TestDatabase, testDatabase } from "../../support/database";
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
    expect(await tidy()).toEqual({ disabled: 1 });
    expect([await isDisabled(gone.actor.userId), await isDisabled(stays.actor.userId)]).toEqual([true, false]);
    expect((await logged(bank.db, "staff.disabled_inactive")).at(-1)?.subjectId).toBe(gone.actor.userId);
    expect(await tidy()).toEqual({ disabled: 0 });
  });

  it("stays for another 90 days once let in again by two people", async () => {
    const back = await person("teller");
    await seenBefore(back, 200);
    await sqlOf(bank.admin)`
      insert into audit_events (id, actor_kind, actor_id, channel, act, result, subject_kind, subject_id, request_id)
      select gen_random_uuid(), 'system', 'test', 'job', 'staff.enabled', 'done', 'user', ${back.actor.userId}, 'x'`;
    expect(await tidy()).toEqual({ disabled: 0 });
  });

  it("is never the last administrator, and nobody of the demo bank", async () => {
    const [one, two] = [await person("administrator"), await person("administrator")];
    for (const admin of [one, two]) await seenBefore(admin, 400);
    expect(await tidy()).toEqual({ disabled: 0 });
    await seenBefore(two, 1);
    expect(await tidy()).toEqual({ disabled: 1 });
    expect(await isDisabled(one.actor.userId)).toBe(true);
    const demo = await person("teller");
    await seenBefore(demo, 400);
    await sqlOf(bank.admin)`update bank_settings set demo = true`;
    expect(await tidy()).toEqual({ disabled: 0 });
  });

  it("is looked for by the day's cut, and by nobody without that power", async () => {
    const teller = await person("teller");
    await expect(disableInactive(teller as never)).rejects.toMatchObject({ reason: "not_permitted" });
  });
});
