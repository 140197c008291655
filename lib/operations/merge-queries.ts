import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import { BankError, refusal } from "../core/errors";
import { isId } from "../core/ids";
import { type CustomerRecord, openCustomer } from "../customers/profile-queries";
import { type Likeness, likenessesOf } from "../customers/review-queries";
import { parseCustomerNumber } from "../customers/search-text";
import { authorize } from "../identity/authorize";
import { mergeConflicts } from "./merge-conflicts";

/** What hangs on a record and would move with it. */
export type Hanging = { accounts: number; loans: number; beneficiaries: number; documents: number; signIn: boolean };

export type MergePage = {
  kept: CustomerRecord;
  /** Records that may be of the same customer, to choose from. */
  alike: Likeness[];
  /** The record that was chosen, or why it cannot be. */
  chosen: { other: CustomerRecord; moves: Hanging; conflicts: string[] } | { refused: string } | null;
};

/** A customer with the records that may be of the same person or organisation, and the one that was chosen beside it. */
export async function mergePage(ctx: Ctx<StaffActor>, id: string, typed: string | undefined): Promise<MergePage> {
  authorize(ctx.actor, "customer.merge");
  const kept = await openCustomer(ctx, id);
  const [likenesses, chosen] = await Promise.all([likenessesOf(ctx, kept), typed ? chosenFor(ctx, kept, typed) : null]);
  return { kept, alike: likenesses.filter(({ status, mayOpen }) => mayOpen && isMergeable(status)), chosen };
}

const isMergeable = (status: string) => status === "active" || status === "closed";

async function chosenFor(ctx: Ctx<StaffActor>, kept: CustomerRecord, typed: string): Promise<MergePage["chosen"]> {
  try {
    const other = await openCustomer(ctx, await idOf(ctx, typed));
    if (other.id === kept.id || other.kind !== kept.kind || !isMergeable(other.status) || other.mergedInto)
      throw refusal("merge_pair");
    const [moves, conflicts] = await Promise.all([
      hangingOn(ctx, other),
      mergeConflicts(ctx.db, { kept: kept.id, other: other.id }),
    ]);
    return { other, moves, conflicts };
  } catch (error) {
    if (error instanceof BankError) return { refused: error.sentence };
    throw error;
  }
}

async function idOf(ctx: Ctx<StaffActor>, typed: string): Promise<string> {
  if (isId(typed)) return typed;
  const customerNo = parseCustomerNumber(typed);
  if (!customerNo) throw refusal("customer_not_found");
  const [row] = await sqlOf(ctx.db)<{ id: string }[]>`select id from customers where customer_no = ${customerNo}`;
  if (!row) throw refusal("customer_not_found");
  return row.id;
}

async function hangingOn(ctx: Ctx<StaffActor>, { id, hasSignIn }: CustomerRecord): Promise<Hanging> {
  const [row] = await sqlOf(ctx.db)<Omit<Hanging, "signIn">[]>`
    select (select count(*)::int from account_parties where customer_id = ${id}) as accounts,
      (select count(*)::int from loans where customer_id = ${id}) as loans,
      (select count(*)::int from beneficiaries where customer_id = ${id} and removed_at is null) as beneficiaries,
      (select count(*)::int from identity_documents where customer_id = ${id})
        + (select count(*)::int from document_scans where customer_id = ${id} and document_id is null) as documents`;
  return { accounts: 0, loans: 0, beneficiaries: 0, documents: 0, ...row, signIn: hasSignIn };
}
