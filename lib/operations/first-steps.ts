import { sqlOf } from "@/db/client";
import type { Ctx, Role, StaffActor } from "../core/context";
import { authorize } from "../identity/authorize";
import { spokenRole } from "../identity/staff-rights";

export type FirstStep = {
  step: "branch" | "staff" | "policy" | "product" | "capital" | "vault" | "till" | "account";
  done: boolean;
  /** What is to be done, as a sentence. */
  words: string;
  /** Who does it. */
  who: string;
  /** The page where they do it. */
  place: { href: string; label: string };
};

/** Without them no customer can be taken, no product decided and no cash handed out. */
const NEEDED: readonly Role[] = [
  "teller",
  "vault_custodian",
  "service_officer",
  "branch_manager",
  "operations",
  "finance_officer",
];

type Found = Record<Exclude<FirstStep["step"], "staff">, boolean> & { missing: Role[] };

/** What a bank that was just opened still lacks before its first deposit, in the order in which one makes the next possible. */
export async function firstSteps(ctx: Ctx<StaffActor>): Promise<FirstStep[]> {
  authorize(ctx.actor, "bank.manage");
  const [found] = await sqlOf(ctx.db)<Found[]>`
    select exists (select from branches b join cash_points p on p.branch_id = b.id and p.kind = 'till') as branch,
      array(select wanted from unnest(${[...NEEDED]}::text[]) wanted where not exists (
        select from held_roles r join users u on u.id = r.user_id
        where r.role = wanted and u.disabled_at is null and u.password_hash is not null)) as missing,
      exists (select from approval_policies) as policy,
      exists (select from product_versions v join products p on p.id = v.product_id where p.kind = 'current') as product,
      exists (select from journal_entries where kind = 'share_capital') as capital,
      exists (select from cash_moves) as vault,
      exists (select from till_sessions) as till,
      exists (select from accounts where status = 'active') as account`;
  if (!found) throw new Error("The bank does not answer");
  const { missing, ...done } = found;
  return steps(missing).map((step) => ({
    ...step,
    done: step.step === "staff" ? missing.length === 0 : done[step.step],
  }));
}

function steps(missing: readonly Role[]): Omit<FirstStep, "done">[] {
  const lacking = missing.map((role) => spokenRole(role).toLowerCase()).join(", ");
  return [
    {
      step: "branch",
      words: "Open a branch with tills.",
      who: "One administrator asks, the other agrees",
      place: { href: "/settings/bank", label: "Bank and branches" },
    },
    {
      step: "staff",
      words: lacking
        ? `Invite the people who will work. Still missing: ${lacking}.`
        : "Invite the people who will work.",
      who: "One administrator asks, the other agrees",
      place: { href: "/settings/staff/new", label: "Invite a colleague" },
    },
    {
      step: "policy",
      words: "Say from which amounts a second person must agree. Until then nobody is asked.",
      who: "One administrator asks, the other agrees",
      place: { href: "/settings/limits", label: "Limits" },
    },
    {
      step: "product",
      words: "Make a current account that can be opened.",
      who: "Operations asks, a finance officer agrees",
      place: { href: "/products/new", label: "New product" },
    },
    {
      step: "capital",
      words: "Book the share capital that the owners paid in.",
      who: "A finance officer",
      place: { href: "/ledger/capital", label: "Share capital" },
    },
    {
      step: "vault",
      words: "Bring cash into the vault of the branch.",
      who: "The vault custodian",
      place: { href: "/cash", label: "Cash" },
    },
    {
      step: "till",
      words: "Open a till, and take cash from the vault.",
      who: "A teller",
      place: { href: "/desk", label: "Desk" },
    },
    {
      step: "account",
      words: "Take the first customer on and open their account.",
      who: "A service officer asks, the branch manager agrees",
      place: { href: "/customers/new", label: "New customer" },
    },
  ];
}
