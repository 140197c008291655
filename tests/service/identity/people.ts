import { randomUUID } from "node:crypto";
import { type Database, sqlOf } from "@/db/client";
import type { Ctx, Role, StaffActor, SystemActor } from "@/lib/core/context";
import type { BusinessDate } from "@/lib/core/dates";
import { type BranchId, type CustomerId, newId, type UserId } from "@/lib/core/ids";
import { createStaff } from "@/lib/identity/create-staff";
import { FRONT_DOOR } from "@/lib/identity/permissions";

export const PASSWORD = "ledger paper and ink";

/** The least bank in which people can sign in: its settings, an open day and a branch. */
export async function foundBank(db: Database): Promise<BranchId> {
  const branchId = newId<"branch">();
  const sql = sqlOf(db);
  await sql`insert into bank_settings (name, bic, iban_country, iban_bank_code, base_currency, time_zone, demo)
    values ('Test Bank', 'TESTATWW', 'AT', '12000', 'EUR', 'Europe/Vienna', true)`;
  await sql`insert into banking_days (day) values ('2026-03-02')`;
  await sql`insert into branches (id, code, name, head_office) values (${branchId}, '001', 'Main Street', true)`;
  return branchId;
}

const context = (db: Database) => ({
  db,
  businessDate: "2026-03-02" as BusinessDate,
  requestId: randomUUID(),
  ip: "192.0.2.7",
});

export const bankJob = (db: Database): Ctx<SystemActor> => ({
  ...context(db),
  channel: "job",
  actor: { kind: "system", job: "set-up" },
});

export const frontDoor = (db: Database): Ctx<SystemActor> => ({
  ...context(db),
  channel: "self_service",
  actor: { kind: "system", job: FRONT_DOOR },
});

/** A member of staff who can sign in with PASSWORD. */
export async function hire(
  db: Database,
  signInName: string,
  branchId: BranchId,
  ...roles: Role[]
): Promise<Ctx<StaffActor>> {
  const { userId } = await createStaff(bankJob(db), {
    signInName,
    displayName: signInName.toUpperCase(),
    branchId,
    roles,
    password: PASSWORD,
  });
  return {
    ...context(db),
    channel: "counter",
    actor: { kind: "staff", userId, name: signInName, roles, branchId, sessionId: null },
  };
}

/** A customer as onboarding leaves them, in the state asked for. */
export async function customer(
  db: Database,
  branchId: BranchId,
  by: { maker: UserId; checker: UserId },
  active = true,
): Promise<CustomerId> {
  const id = newId<"customer">();
  const sql = sqlOf(db);
  await sql`
    insert into customers (id, customer_no, kind, branch_id, full_name, birth_date, phone, email, search_text, opened_by, submitted_by, submitted_at)
    values (${id}, ${randomUUID()}, 'individual', ${branchId}, 'Amina Okafor', '1990-04-01', '+4366012345', 'amina@example.com', 'amina okafor',
      ${by.maker}, ${by.maker}, bank_now())`;
  await sql`
    insert into customer_declarations (customer_id, tax_country, purpose, source_of_funds, expected_monthly, politically_exposed, consent_version)
    values (${id}, 'AT', 'daily_payments', 'salary', 'to_10000', false, '2026-01')`;
  await sql`update customers set status = 'pending_review' where id = ${id}`;
  if (active)
    await sql`update customers set status = 'active', decided_by = ${by.checker}, decided_at = bank_now() where id = ${id}`;
  return id;
}

/** What the activity log says of an act, newest last. */
export async function logged(db: Database, act: string) {
  return sqlOf(db)<
    { result: string; reason: string | null; actorId: string; subjectId: string | null; ip: string | null }[]
  >`
    select result, reason, actor_id as "actorId", subject_id as "subjectId", ip from audit_events where act = ${act} order by id`;
}
