import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { constraintOf } from "../command/sql-state";
import { transactOnce } from "../command/transact-once";
import type { Actor, Ctx, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import { type AccountId, type BranchId, type CustomerId, newId } from "../core/ids";
import { assertFresh, assertStranger, authorize } from "../identity/authorize";
import type { addBeneficiaryInput } from "./schema";

/**
 * Saves someone to pay, by the IBAN of an account at this bank, for a customer.
 * Refuses `iban_other_bank`, `own_account_beneficiary`, `beneficiary_exists`.
 */
export function addBeneficiary(
  ctx: Ctx<Actor>,
  input: z.output<typeof addBeneficiaryInput>,
): Promise<{ beneficiaryId: string }> {
  return transactOnce(
    ctx,
    { command: "beneficiary.add", key: input.key, input: { ...input, key: undefined } },
    async (inside) => {
      const customerId = await customerOf(inside, input.customerId as CustomerId | undefined);
      // Naming somebody to pay asks a customer for a fresh factor (control 21).
      if (inside.actor.kind === "customer") assertFresh(inside.actor);
      const payee = await payeeOf(inside, input.iban);
      assertStranger(inside.actor, payee.owners);
      if (payee.owners.includes(customerId)) throw refusal("own_account_beneficiary");
      const id = newId<"beneficiary">();
      const sql = sqlOf(inside.db);
      const [known] = await sql<{ name: string }[]>`
      select coalesce(nickname, name) as name from beneficiaries
      where customer_id = ${customerId} and iban = ${input.iban} and removed_at is null`;
      if (known) throw refusal("beneficiary_exists", { name: known.name });
      try {
        await sql`
        insert into beneficiaries (id, customer_id, name, nickname, iban, account_id)
        values (${id}, ${customerId}, ${input.name}, ${input.nickname ?? null}, ${input.iban}, ${payee.accountId})`;
      } catch (error) {
        if (constraintOf(error) === "beneficiaries_iban") throw refusal("beneficiary_exists", { name: input.name });
        throw error;
      }
      await record(inside, {
        act: "beneficiary.added",
        subjectKind: "beneficiary",
        subjectId: id,
        customerId,
        after: { name: input.name, nickname: input.nickname, iban: input.iban },
      });
      return { beneficiaryId: id };
    },
  );
}

/** The customer it is for: one's own, or the one a service officer of the branch names. */
async function customerOf(ctx: TxCtx, named: CustomerId | undefined): Promise<CustomerId> {
  const id = ctx.actor.kind === "customer" ? ctx.actor.customerId : named;
  if (!id) throw refusal("customer_not_found");
  const [row] = await sqlOf(ctx.db)<{ branchId: BranchId; status: string }[]>`
    select branch_id as "branchId", status from customers where id = ${id}`;
  if (!row) throw refusal("customer_not_found");
  authorize(ctx.actor, "beneficiary.manage", {
    branchId: row.branchId,
    customerIds: [id],
    missing: "customer_not_found",
  });
  if (row.status !== "active") throw refusal("customer_not_active", { status: row.status.replaceAll("_", " ") });
  return id;
}

async function payeeOf(ctx: TxCtx, iban: string): Promise<{ accountId: AccountId; owners: CustomerId[] }> {
  const [row] = await sqlOf(ctx.db)<{ ours: boolean; accountId: AccountId | null; owners: CustomerId[] }[]>`
    select starts_with(${iban}, s.iban_country || substr(${iban}, 3, 2) || s.iban_bank_code) as ours, a.id as "accountId",
      array(select p.customer_id::text from account_parties p where p.account_id = a.id) as owners
    from bank_settings s left join accounts a on a.iban = ${iban} and a.status = 'active'`;
  if (!row?.ours) throw refusal("iban_other_bank");
  if (!row.accountId) throw refusal("account_not_found", undefined, "iban");
  return { accountId: row.accountId, owners: row.owners };
}
