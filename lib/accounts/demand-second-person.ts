import { sqlOf } from "@/db/client";
import { demandApproval, type Pending } from "../approvals/demand-approval";
import type { ApprovalKind } from "../approvals/kinds";
import type { StaffActor, TxCtx } from "../core/context";
import { aboutAccount } from "./about-account";
import type { AccountFacts } from "./load-accounts";
import { type Party, ruleWords } from "./signing";

type Change = {
  kind: Extract<ApprovalKind, "account.add_party" | "account.remove_party" | "account.set_signing">;
  payload: Record<string, unknown>;
  reason?: string;
  /** How parties and rule would stand. */
  parties?: readonly Party[];
  signingRule?: AccountFacts["signingRule"];
};

/**
 * Who may dispose of an account changes when a second person has agreed: one officer alone could take an owner's signature
 * away. Answers the request, or null where it was agreed to.
 */
export async function demandSecondPerson(
  ctx: TxCtx<StaffActor>,
  account: AccountFacts,
  { kind, payload, reason, parties = account.parties, signingRule = account.signingRule }: Change,
): Promise<Pending | null> {
  const numbers = await numbersOf(ctx, [...account.parties, ...parties]);
  const words = (of: readonly Party[]) =>
    of
      .map(({ customerId, role }) => `${numbers.get(customerId) ?? customerId}, ${role.replace("_", " ")}`)
      .sort()
      .join("; ");
  return demandApproval(ctx, {
    kind,
    payload,
    ...aboutAccount(account),
    branchId: account.branchId,
    ...(reason ? { reason } : {}),
    before: { account: account.iban, parties: words(account.parties), signs: ruleWords[account.signingRule] },
    after: { account: account.iban, parties: words(parties), signs: ruleWords[signingRule] },
    always: true,
  });
}

async function numbersOf(ctx: TxCtx, parties: readonly Party[]): Promise<Map<string, string>> {
  const rows = await sqlOf(ctx.db)<{ id: string; no: string }[]>`
    select id, customer_no as no from customers where id = any(${parties.map(({ customerId }) => customerId)}::uuid[])`;
  return new Map(rows.map(({ id, no }) => [id, no]));
}
