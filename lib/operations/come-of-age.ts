import { type Database, sqlOf } from "@/db/client";
import { aboutAccount } from "../accounts/about-account";
import { endGuardianships } from "../accounts/end-guardianships";
import { lockOwned } from "../accounts/guard-accounts";
import type { AccountFacts } from "../accounts/load-accounts";
import { canBeFulfilled } from "../accounts/signing";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Actor, Ctx, TxCtx } from "../core/context";
import { addMonths, type BusinessDate } from "../core/dates";
import type { CustomerId, Id } from "../core/ids";
import { aboutCustomer } from "../customers/about-customer";
import { FULL_AGE, isMinor } from "../customers/rules";
import { authorize } from "../identity/authorize";
import { notify } from "../notifications/notify";

/** People in one transaction: few enough that no teller waits for long. */
const BATCH = 50;

/**
 * Ends the right of the guardians of everybody who is of age on the banking date: from now on they sign for themselves, and
 * both are told. Answers for how many people.
 */
export async function comeOfAge(ctx: Ctx<Actor, Database>): Promise<{ grown: number }> {
  for (let grown = 0; ; ) {
    const done = await transact(ctx, "customer.come_of_age", endSome);
    grown += done;
    if (done === 0) return { grown };
  }
}

type Ward = {
  id: CustomerId;
  customerNo: string;
  birthDate: BusinessDate;
  guardianships: Id<"guardianship">[];
  guardians: CustomerId[];
};

async function endSome(ctx: TxCtx): Promise<number> {
  authorize(ctx.actor, "day.cut");
  const born = addMonths(ctx.businessDate, -12 * FULL_AGE);
  const wards = await sqlOf(ctx.db)<Ward[]>`
    select c.id, c.customer_no as "customerNo", c.birth_date::text as "birthDate",
      array_agg(g.id::text) as guardianships, array_agg(g.guardian_id::text) as guardians
    from customer_guardians g join customers c on c.id = g.customer_id
    where g.ended_on is null and c.birth_date <= ${born} group by c.id order by c.id limit ${BATCH}`;
  const grown = wards.filter(({ birthDate }) => !isMinor(birthDate, ctx.businessDate));
  if (grown.length === 0) return 0;
  const { byId } = await lockOwned(
    ctx,
    grown.map(({ id }) => id),
  );
  for (const { id, customerNo, guardianships, guardians } of grown) {
    // Another run of the tidying was there before.
    if ((await endGuardianships(ctx, guardianships, "Came of age")) === 0) continue;
    for (const account of byId.values()) if (account.owners.includes(id)) await keepSigned(ctx, account, guardians);
    await record(ctx, { act: "customer.came_of_age", ...aboutCustomer({ id }), reference: customerNo });
    await notify(ctx, { to: { customerId: id }, kind: "came_of_age" });
    for (const guardian of guardians) await notify(ctx, { to: { customerId: guardian }, kind: "guardianship_ended" });
  }
  return grown.length;
}

/** Any one signs from now on where the rule asked for more than those who are left. */
async function keepSigned(ctx: TxCtx, account: AccountFacts, guardians: readonly CustomerId[]): Promise<void> {
  const staying = account.parties.filter(
    ({ role, customerId }) => !(role === "guardian" && guardians.includes(customerId)),
  );
  if (canBeFulfilled(staying, account.signingRule)) return;
  await sqlOf(ctx.db)`update accounts set signing_rule = 'any_one' where id = ${account.id}`;
  await record(ctx, {
    act: "account.signing_changed",
    ...aboutAccount(account),
    before: { signingRule: account.signingRule },
    after: { signingRule: "any_one", reason: "Came of age" },
  });
}
