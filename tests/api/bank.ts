import { randomBytes } from "node:crypto";
import { database, sqlOf } from "@/db/client";
import type { Role } from "@/lib/core/context";
import type { BranchId } from "@/lib/core/ids";
import { enrolCustomer } from "@/lib/identity/enrol-customer";
import { issueEnrolmentCode } from "@/lib/identity/issue-enrolment-code";
import { customer, frontDoor, hire, PASSWORD } from "../service/identity/people";
import { type Answer, ask, hiddenFields, multipart } from "./http";

/** The running server under test; the runner sets its address and gives this process the server's own settings. */
export const origin = process.env.APP_ORIGIN ?? "http://localhost:3000";

/** A new member of staff of the first branch who can sign in. */
export async function newStaff(...roles: Role[]) {
  return hire(database(), newName("staff"), await firstBranch(), ...roles);
}

/** A new active customer with a sign-in. */
export async function newCustomer(): Promise<{ signInName: string }> {
  const db = database();
  const officer = await newStaff("service_officer");
  const manager = await newStaff("branch_manager");
  const maker = officer.actor.userId;
  const customerId = await customer(db, officer.actor.branchId, { maker, checker: manager.actor.userId });
  const { code } = await issueEnrolmentCode(officer, { customerId });
  const signInName = newName("customer");
  await enrolCustomer(frontDoor(db), { code, signInName, password: PASSWORD });
  return { signInName };
}

/** Posts the sign-in form as a browser without JavaScript does. */
export async function postSignIn(
  fields: Record<string, string>,
  headers: Record<string, string> = { origin },
): Promise<Answer> {
  const page = await ask(origin, "/sign-in");
  const form = multipart({ ...hiddenFields(page.text, "signInName"), password: PASSWORD, ...fields });
  return ask(origin, "/sign-in", { method: "POST", headers: { ...form.headers, ...headers }, body: form.body });
}

/** The cookie header of somebody who has signed in. */
export async function cookieOf(signInName: string): Promise<string> {
  const { cookies } = await postSignIn({ signInName });
  const cookie = cookies.find((line) => line.includes("bank.sid="))?.split(";")[0];
  if (!cookie) throw new Error(`${signInName} was not let in`);
  return cookie;
}

const newName = (kind: string) => `${kind}.${randomBytes(5).toString("hex")}`;

async function firstBranch(): Promise<BranchId> {
  const [row] = await sqlOf(database())<{ id: BranchId }[]>`select id from branches order by code limit 1`;
  if (!row) throw new Error("The bank has no branch");
  return row.id;
}
