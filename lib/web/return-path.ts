import type { Role } from "../core/context";

/** The pages one may return to after signing in (control 67); anything else is ignored, not repaired. */
const RETURN =
  /^\/(desk|find|customers|accounts|movements|ledger|loans|approvals|cash|payments|products|rates|end-of-day|activity|receipts|screening|erasure|help|settings|my|sign-in\/factor)(\/[\w-]+)*(\?[\w=&.,:%+~-]*)?$/;

/** A `next` parameter as a path of this bank, or null. */
export function returnPath(typed: unknown): string | null {
  if (typeof typed !== "string" || typed.length > 500 || !RETURN.test(typed)) return null;
  return typed;
}

/** The sign-in page that leads back to where somebody was. */
export function signInPath(from: string | null): string {
  const back = returnPath(from);
  return back ? `/sign-in?next=${encodeURIComponent(back)}` : "/sign-in";
}

/** The page with which a sign-in goes on after the password. */
export function factorPath(step: "give factor" | "set up factor", from: string | null | undefined): string {
  const back = returnPath(from);
  const page = step === "give factor" ? "/sign-in/code" : "/sign-in/factor";
  return back ? `${page}?next=${encodeURIComponent(back)}` : page;
}

type Person = { kind: "customer" } | { kind: "staff"; roles: readonly Role[] };

/** Where a person goes after signing in: back to where they were if such pages exist for them, else where their work begins. */
export function landingPath(person: Person, next?: string | null): string {
  const back = returnPath(next);
  if (back && (back.startsWith("/sign-in/") || /^\/my\b/.test(back) === (person.kind === "customer"))) return back;
  if (person.kind === "customer") return "/my";
  const found = landings.find(([role]) => person.roles.includes(role));
  return found?.[1] ?? "/desk";
}

const landings: readonly (readonly [Role, string])[] = [
  ["teller", "/desk"],
  ["branch_manager", "/approvals"],
  ["credit_approver", "/approvals"],
  ["loan_officer", "/loans"],
  ["loan_operations", "/loans"],
  ["operations", "/end-of-day"],
  ["finance_officer", "/ledger"],
  ["vault_custodian", "/cash"],
  ["compliance_officer", "/customers"],
  ["auditor", "/activity"],
  ["administrator", "/activity"],
];
