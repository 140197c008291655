import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { authorize } from "../identity/authorize";
import { aboutAccount } from "./about-account";
import { demandSecondPerson } from "./demand-second-person";
import { accountIn, lockAccounts, partiesIn } from "./load-accounts";
import { assertActive } from "./rules";
import type { setSigningInput } from "./schema";
import { canBeFulfilled, ruleWords } from "./signing";

/** Sets who must sign before money leaves an account, once a second person has agreed. Refuses `rule_not_fulfilled` where its parties could not. */
export function setSigning(ctx: Ctx<StaffActor>, input: z.output<typeof setSigningInput>) {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "account.set_signing", key, input: asked }, async (inside) => {
    const account = accountIn(await lockAccounts(inside.db, { ids: [asked.accountId] }), { id: asked.accountId });
    authorize(inside.actor, "account.parties", { branchId: account.branchId, customerIds: partiesIn(account) });
    assertActive(account);
    if (!canBeFulfilled(account.parties, asked.signingRule))
      throw refusal("rule_not_fulfilled", { rule: ruleWords[asked.signingRule] });
    const { signingRule } = asked;
    const pending = await demandSecondPerson(inside, account, {
      kind: "account.set_signing",
      payload: input,
      signingRule,
    });
    if (pending) return pending;
    await sqlOf(inside.db)`update accounts set signing_rule = ${asked.signingRule} where id = ${account.id}`;
    await record(inside, {
      act: "account.signing_changed",
      ...aboutAccount(account),
      before: { signingRule: account.signingRule },
      after: { signingRule: asked.signingRule },
    });
    return { accountId: account.id };
  });
}
