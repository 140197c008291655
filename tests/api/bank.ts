import { customerPassword, demoCustomers, demoStaff, staffPassword } from "../../scripts/seed/people.mjs";
import { type Answer, ask, hiddenFields, multipart } from "./http";

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

/** Posts the sign-in form as a browser without JavaScript does; the password is the right one unless another is given. */
export async function postSignIn(
  fields: Record<string, string>,
  headers: Record<string, string> = { origin },
): Promise<Answer> {
  const page = await ask(origin, "/sign-in");
  const isCustomer = demoCustomers.some(({ signInName }) => signInName === fields.signInName);
  const password = isCustomer ? customerPassword : staffPassword;
  const form = multipart({ ...hiddenFields(page.text, "signInName"), password, ...fields });
  return ask(origin, "/sign-in", { method: "POST", headers: { ...form.headers, ...headers }, body: form.body });
}

/** The cookie header of somebody who has signed in. */
export async function cookieOf(signInName: string): Promise<string> {
  const { cookies } = await postSignIn({ signInName });
  const cookie = cookies.find((line) => line.includes("bank.sid="))?.split(";")[0];
  if (!cookie) throw new Error(`${signInName} was not let in`);
  return cookie;
}
