import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import type { CustomerId } from "../core/ids";
import { assertStranger, authorize } from "../identity/authorize";
import { demandSecondPerson } from "./demand-second-person";
import { accountIn, lockAccounts, partiesIn } from "./load-accounts";
import { assertActive } from "./rules";
import type { addPartyInput } from "./schema";

/**
 * Gives a customer a part in an account once a second person has agreed: joint owner, signatory or guardian. From then on
 * they sign as its rule says.
 * Refuses `account_not_found`, `account_closed`, `customer_number_unknown`, `party_known`.
 */
export function addParty(ctx: Ctx<StaffActor>, input: z.output<typeof addPartyInput>) {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "account.add_party", key, input: asked }, async (inside) => {
    const account = accountIn(await lockAccounts(inside.db, { ids: [asked.accountId] }), { id: asked.accountId });
    authorize(inside.actor, "account.parties", { branchId: account.branchId, customerIds: partiesIn(account) });
    assertActive(account);
    const customerId = await activeCustomer(inside, asked.customerNo);
    assertStranger(inside.actor, [customerId]);
    if (account.parties.some((party) => party.customerId === customerId)) throw refusal("party_known");
    const pending = await demandSecondPerson(inside, account, {
      kind: "account.add_party",
      payload: input,
      parties: [...account.parties, { customerId, role: asked.role }],
    });
    if (pending) return pending;
    await sqlOf(inside.db)`
      insert into account_parties (account_id, customer_id, role) values (${account.id}, ${customerId}, ${asked.role})`;
    await record(inside, {
      act: "account.party_added",
      subjectKind: "account",
      subjectId: account.id,
      customerId: account.owners[0] ?? null,
      after: { party: customerId, role: asked.role },
    });
    return { accountId: account.id, customerId };
  });
}

/** The active customer with a number, held so that they stay active until this is done. */
export async function activeCustomer(ctx: TxCtx, customerNo: string, field?: string): Promise<CustomerId> {
  const [row] = await sqlOf(ctx.db)<{ id: CustomerId }[]>`
    select id from customers where customer_no = ${customerNo.trim().toUpperCase()} and status = 'active' for share`;
  if (!row) throw refusal("customer_number_unknown", undefined, field);
  return row.id;
}
