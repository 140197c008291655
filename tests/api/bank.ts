import { demoCustomers, demoStaff } from "../../scripts/seed/people.mjs";
import * as demo from "../support/demo-session";
import type { Answer } from "./http";

/** The running server under test, with the demo bank in it. */
export const origin = process.env.BANK_URL ?? "http://localhost:3000";

type DemoStaff = (typeof demoStaff)[number];

/** The user name of a demo member of staff with a role. */
export function staffWith(role: string): string {
  const person = demoStaff.find(({ roles }: DemoStaff) => roles.includes(role));
  if (!person) throw new Error(`The demo bank has no ${role}`);
  return person.signInName;
}

export const demoCustomer: string = demoCustomers[0]?.signInName ?? "";

/** Posts the sign-in form; the password is the right one unless another is given. */
export const postSignIn = (fields: Record<string, string>, headers?: Record<string, string>): Promise<Answer> =>
  demo.postSignIn(origin, fields, headers);

/** The cookie header of somebody who is signed in, by the one session that the tests of a run share. */
export const cookieOf = (signInName: string): Promise<string> => demo.sessionOf(origin, signInName);

/** The cookie header of a session that the test may end. */
export const ownCookieOf = async (signInName: string): Promise<string> =>
  demo.cookieIn(await demo.signInFully(origin, signInName));

/** The cookie header of somebody who has given the password and nothing else. */
export const halfwayCookieOf = async (signInName: string): Promise<string> =>
  demo.cookieIn(await postSignIn({ signInName }));
