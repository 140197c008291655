import type { z } from "zod";
import { aboutAccount } from "../accounts/about-account";
import { insertSignatures } from "../accounts/insert-signatures";
import { accountIn, lockAccounts, partiesIn } from "../accounts/load-accounts";
import { signaturesFor } from "../accounts/signing";
import { record } from "../audit/record";
import type { StaffActor, TxCtx } from "../core/context";
import { type AccountId, newId } from "../core/ids";
import { money } from "../core/money";
import { newReference } from "../core/references";
import { assertConsented } from "../customers/consent-queries";
import { authorize } from "../identity/authorize";
import { applyEntry } from "../ledger/book";
import { lockBalances } from "../ledger/lock-balances";
import { postEntries } from "../ledger/post-entries";
import { bookDepositFunded } from "../ledger/templates/term-deposit";
import { depositAsked } from "./deposit-asked";
import { noteMovements, placeDeposit } from "./place-deposit";
import type { openTermDepositInput } from "./schema";

type Asked = Omit<z.output<typeof openTermDepositInput>, "key">;

/**
 * Opens, in a transaction under way, a term deposit at today's rate with money from a customer's account, to which it is
 * paid out. Refuses `senior_consent_missing`, `declarations_missing`, `product_not_offered`, `under_age`, `not_eligible`, `deposit_amount`, `deposit_term`, `insufficient_funds`, what stops a
 * debit, and what the signing rule lacks.
 */
export async function fundDeposit(
  ctx: TxCtx<StaffActor>,
  asked: Asked,
): Promise<{ accountId: AccountId; iban: string }> {
  const from = accountIn(await lockAccounts(ctx.db, { ids: [asked.accountId] }), { id: asked.accountId });
  authorize(ctx.actor, "deposit.open", { branchId: from.branchId, customerIds: partiesIn(from) });
  await assertConsented(ctx.db, from.owners);
  const { terms, minor, months } = await depositAsked(ctx, from, asked);
  const signed = signaturesFor(ctx.actor, from, asked.present);
  const { id, iban, maturesOn } = await placeDeposit(ctx, {
    like: from.id,
    branchId: from.row.branchId,
    terms,
    principalMinor: minor,
    months,
    instruction: asked.instruction,
    payoutId: from.id,
    renewsId: null,
  });
  const book = await lockBalances(ctx.db, [from.id, id]);
  const [entryId, reference] = [newId<"entry">(), newReference("TDP")];
  const draft = bookDepositFunded({
    id: entryId,
    reference,
    branchId: ctx.actor.branchId,
    from: from.id,
    to: id,
    minor,
  });
  await postEntries(ctx.db, [{ ctx, entry: applyEntry(book, draft) }]);
  await noteMovements(ctx.db, [{ id: entryId, depositId: id, reference }]);
  await insertSignatures(ctx.db, [{ id: entryId, signed }]);
  await record(ctx, {
    act: "deposit.opened",
    ...aboutAccount({ id, owners: from.owners }),
    entryId,
    reference,
    amount: money(minor, from.currency),
    after: { iban, product: terms.name, months, maturesOn, instruction: asked.instruction },
  });
  return { accountId: id, iban };
}
