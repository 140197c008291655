// What must never stand in what the server writes, whoever was served (controls 5 and 55).
import { customerPassword, demoCustomers, staffPassword } from "../seed/people.mjs";

/** Hashes and stored secrets, by their form. */
const FORMS = [
  ["a password's hash", /argon2id/i],
  ["an encrypted field", /\bv1\.[\w-]+\.[\w-]+\.[\w-]+/],
  ["an IBAN", /\b[A-Z]{2}\d{2}(?: ?\d{4}){3,7}\b/],
  ["an e-mail address", /[\w.+-]+@(?!localhost)[\w-]+\.[a-z]{2,}/i],
  ["a session's cookie", /bank\.sid=/],
];
/** What the demo bank's people know, and what they are called: a log names nobody. */
const KNOWN = [staffPassword, customerPassword, ...demoCustomers.map(({ name }) => name)];
/** Numbers of documents as the demo bank's applicants have them (`scripts/seed/onboarding.ts`). */
const DOCUMENT = /\b[A-Z]{2}(\d{7,8})\b/g;

/** The first lines of a server's output that hold what no log may hold, each with what it is. */
export function canariesIn(output) {
  return output
    .split("\n")
    .flatMap((line) => {
      const found =
        FORMS.find(([, form]) => form.test(line))?.[0] ??
        KNOWN.find((known) => line.includes(known)) ??
        [...line.matchAll(DOCUMENT)].find(([, digits]) => isSeeded(Number(digits)))?.[0];
      return found ? [`${found}: ${line.slice(0, 300)}`] : [];
    })
    .slice(0, 20);
}

const isSeeded = (digits) => digits >= 4_400_000 && (digits - 4_400_000) % 10_007 === 0;
