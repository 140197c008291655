import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button";
import type { StaffActor } from "@/lib/core/context";
import type { BusinessDate } from "@/lib/core/dates";
import { mayBecome } from "@/lib/core/life-cycles";
import type { CustomerAccount, CustomerRecord } from "@/lib/customers/profile-queries";
import { isEditable, isMinor } from "@/lib/customers/rules";
import { may } from "@/lib/identity/authorize";

type Props = {
  actor: StaffActor;
  customer: CustomerRecord;
  accounts: readonly CustomerAccount[];
  on: BusinessDate;
};
type Step = { href: string; label: string; keys: string };

/** What somebody comes for; merging, holding or closing is never offered first. */
const LEADING: ReadonlySet<string> = new Set(["F9", "D", "W", "T", "O", "L"]);

/** What the viewer's role does for this customer, the commonest first; nothing hides behind a menu. Null when it is nothing. */
export function customerActions({ actor, customer, accounts, on }: Props): ReactNode {
  const steps = stepsFor(actor, customer, accounts, on);
  if (steps.length === 0) return null;
  return steps.map(({ href, label, keys }, index) => (
    <ButtonLink key={href} href={href} keys={keys} look={index === 0 && LEADING.has(keys) ? "primary" : "ghost"}>
      {label}
    </ButtonLink>
  ));
}

function stepsFor(
  actor: StaffActor,
  customer: CustomerRecord,
  accounts: readonly CustomerAccount[],
  on: BusinessDate,
): Step[] {
  const page = `/customers/${customer.id}`;
  const officer = may(actor, "customer.onboard");
  if (isEditable(customer))
    return officer ? [{ href: `${page}/onboarding`, label: "Continue the application", keys: "F9" }] : [];
  if (customer.status === "pending_review" && may(actor, "customer.approve")) {
    return [{ href: `/approvals?item=${customer.id}`, label: "Review the application", keys: "F9" }];
  }
  if (mayBecome("customers", customer.status, "draft") && !customer.mergedInto && officer)
    return [{ href: `${page}/reopen`, label: "Take up again", keys: "F9" }];
  if (customer.endedOn && !customer.mergedInto && may(actor, "customer.erase"))
    return [
      { href: `${page}/erase`, label: "Erase", keys: "F9" },
      { href: `${page}/legal-hold`, label: "Legal hold", keys: "H" },
    ];
  if (customer.status !== "active") return [];
  const account = accounts.find((one) => one.status === "active");
  const person = customer.kind === "individual";
  const alive = customer.deceasedOn === null;
  const minor = isMinor(customer.birthDate, on);
  const steps: (Step | false | undefined)[] = [
    account && may(actor, "cash.deposit") && { href: `/accounts/${account.id}/deposit`, label: "Deposit", keys: "D" },
    account &&
      alive &&
      may(actor, "cash.withdraw") && { href: `/accounts/${account.id}/withdraw`, label: "Withdraw", keys: "W" },
    account &&
      alive &&
      may(actor, "transfer.create") && { href: `/accounts/${account.id}/transfer`, label: "Transfer", keys: "T" },
    account &&
      may(actor, "movement.read") && { href: `/accounts/${account.id}/statement`, label: "Statement", keys: "S" },
    alive && may(actor, "account.open") && { href: `${page}/open-account`, label: "Open account", keys: "O" },
    may(actor, "customer.note") && { href: `${page}/notes`, label: "Note", keys: "N" },
    may(actor, "customer.onboard") && { href: `${page}/review`, label: "Review", keys: "R" },
    may(actor, "customer.onboard") && person && { href: `${page}/identity`, label: "Change identity", keys: "I" },
    may(actor, "customer.onboard") && { href: `${page}/contact`, label: "Contact", keys: "C" },
    may(actor, "customer.onboard") && !person && { href: `${page}/organisation`, label: "Register entry", keys: "I" },
    may(actor, "customer.onboard") && !person && { href: `${page}/people`, label: "People", keys: "P" },
    may(actor, "customer.onboard") && minor && { href: `${page}/guardians`, label: "Guardians", keys: "G" },
    alive &&
      !minor &&
      may(actor, "loan.apply") && { href: `/loans/new?customer=${customer.id}`, label: "New loan", keys: "L" },
    may(actor, "customer.enrol") &&
      person && {
        href: `${page}/enrolment`,
        label: customer.hasSignIn ? "Sign-in" : "Issue enrolment code",
        keys: "E",
      },
    may(actor, "customer.merge") && { href: `${page}/merge`, label: "Merge", keys: "M" },
    may(actor, "customer.judge_risk") && { href: `${page}/risk`, label: "Judge the risk", keys: "Y" },
    may(actor, "customer.hold") && { href: `${page}/legal-hold`, label: "Legal hold", keys: "H" },
    may(actor, "customer.onboard") &&
      person && {
        href: `${page}/death`,
        label: customer.deceasedOn ? "Take back the death" : "Record a death",
        keys: "K",
      },
    may(actor, "customer.close") && { href: `${page}/close`, label: "Close", keys: "X" },
  ];
  const all = steps.filter((step) => typeof step === "object");
  // What leads comes first: a teller's deposit, an officer's account or loan.
  return [...all.filter(({ keys }) => LEADING.has(keys)), ...all.filter(({ keys }) => !LEADING.has(keys))];
}
