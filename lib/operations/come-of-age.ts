import { type Database, sqlOf } from "@/db/client";
import { lockAccounts } from "../accounts/load-accounts";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Actor, Ctx, TxCtx } from "../core/context";
import { addMonths, type BusinessDate } from "../core/dates";
import type { AccountId, CustomerId, Id } from "../core/ids";
import { aboutCustomer } from "../customers/about-customer";
import { endGuardianships } from "../customers/end-guardianships";
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
  const accounts = await sqlOf(ctx.db)<{ id: AccountId }[]>`
    select account_id as id from account_parties
    where customer_id = any(${grown.map(({ id }) => id)}::uuid[]) and role = 'owner' order by account_id`;
  await lockAccounts(ctx.db, { ids: accounts.map(({ id }) => id) });
  for (const { id, customerNo, guardianships, guardians } of grown) {
    await endGuardianships(ctx, guardianships, "Came of age");
    await record(ctx, { act: "customer.came_of_age", ...aboutCustomer({ id }), reference: customerNo });
    await notify(ctx, { to: { customerId: id }, kind: "came_of_age" });
    for (const guardian of guardians) await notify(ctx, { to: { customerId: guardian }, kind: "guardianship_ended" });
  }
  return grown.length;
}
