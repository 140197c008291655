import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import type { CustomerId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { aboutAccount } from "./about-account";
import { demandSecondPerson } from "./demand-second-person";
import { accountIn, lockAccounts, partiesIn } from "./load-accounts";
import { assertActive } from "./rules";
import type { removePartyInput } from "./schema";
import { canBeFulfilled, ruleWords } from "./signing";

/**
 * Takes a party other than the owner off an account once a second person has agreed. Refuses `party_not_found`, `owner_stays`, and `rule_not_fulfilled`
 * where those who stay could no longer sign.
 */
export function removeParty(ctx: Ctx<StaffActor>, input: z.output<typeof removePartyInput>) {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "account.remove_party", key, input: asked }, async (inside) => {
    const account = accountIn(await lockAccounts(inside.db, { ids: [asked.accountId] }), { id: asked.accountId });
    authorize(inside.actor, "account.parties", { branchId: account.branchId, customerIds: partiesIn(account) });
    assertActive(account);
    const party = account.parties.find(({ customerId }) => customerId === asked.customerId);
    if (!party) throw refusal("party_not_found");
    if (party.role === "owner") throw refusal("owner_stays");
    if (party.role === "guardian") await assertNotRecorded(inside, account.owners, party.customerId);
    const staying = account.parties.filter((one) => one !== party);
    if (!canBeFulfilled(staying, account.signingRule))
      throw refusal("rule_not_fulfilled", { rule: ruleWords[account.signingRule] });
    const pending = await demandSecondPerson(inside, account, {
      kind: "account.remove_party",
      payload: input,
      reason: asked.reason,
      parties: staying,
    });
    if (pending) return pending;
    await sqlOf(inside.db)`
      delete from account_parties where account_id = ${account.id} and customer_id = ${party.customerId}`;
    await record(inside, {
      act: "account.party_removed",
      ...aboutAccount(account),
      before: { party: party.customerId, role: party.role },
      after: { reason: asked.reason },
    });
    return { accountId: account.id };
  });
}

/** A guardian of somebody under age is changed where the guardian is recorded, for all accounts at once. */
async function assertNotRecorded(ctx: TxCtx, owners: readonly CustomerId[], guardian: CustomerId): Promise<void> {
  const [row] = await sqlOf(ctx.db)`
    select 1 from customer_guardians
    where customer_id = any(${[...owners]}::uuid[]) and guardian_id = ${guardian} and ended_on is null limit 1`;
  if (row) throw refusal("guardian_elsewhere");
}
