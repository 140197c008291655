import { ButtonLink } from "@/components/ui/button";
import type { AccountPage } from "@/lib/accounts/queries";
import type { Actor } from "@/lib/core/context";
import { may } from "@/lib/identity/authorize";
import type { Permission } from "@/lib/identity/permissions";

const acts: readonly { permission: Permission; path: string; label: string; keys?: string }[] = [
  { permission: "cash.deposit", path: "/deposit", label: "Deposit", keys: "D" },
  { permission: "cash.withdraw", path: "/withdraw", label: "Withdraw", keys: "W" },
  { permission: "transfer.create", path: "/transfer", label: "Transfer", keys: "T" },
  { permission: "cash.exchange", path: "/exchange", label: "Exchange notes", keys: "X" },
  { permission: "cheque.pay_in", path: "/cheque", label: "Cheque" },
  { permission: "movement.read", path: "#statement", label: "Statement", keys: "S" },
  { permission: "hold.place", path: "/hold", label: "Hold…" },
  { permission: "overdraft.set", path: "/overdraft", label: "Overdraft limit…" },
  { permission: "deposit.open", path: "/term-deposit", label: "Term deposit…" },
  { permission: "deposit.instruct", path: "/maturity", label: "Maturity…" },
  { permission: "account.read", path: "/parties", label: "Parties" },
  { permission: "account.block", path: "/blocks", label: "Blocks…" },
  { permission: "account.open", path: "/terms", label: "Terms…" },
  { permission: "account.close", path: "/close", label: "Close account" },
];

/** The money of a term deposit stays: it is neither paid in nor out, and closed from the page of its maturity. */
const moves: readonly Permission[] = [
  "cash.deposit",
  "cash.withdraw",
  "transfer.create",
  "cash.exchange",
  "cheque.pay_in",
  "deposit.open",
  "account.close",
];
const ofDeposits = (permission: Permission) => !moves.includes(permission);
const ofOthers = (permission: Permission) => permission !== "deposit.instruct";

/** What this person can do with the account, in one row; the first is the commonest. */
export function AccountActions({ account, actor }: { account: AccountPage; actor: Actor }) {
  const open = acts.filter(
    ({ permission }) =>
      may(actor, permission) &&
      (account.status === "active" || permission === "movement.read") &&
      (account.kind === "current" || permission !== "overdraft.set") &&
      (account.kind === "term_deposit" ? ofDeposits : ofOthers)(permission),
  );
  return open.map(({ path, label, keys }, at) => (
    <ButtonLink
      key={path}
      href={`/accounts/${account.id}${path}`}
      look={at === 0 && keys !== "S" ? "primary" : "ghost"}
      keys={keys}
    >
      {label}
    </ButtonLink>
  ));
}
