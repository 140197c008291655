import type { z } from "zod";
import { insertSignatures } from "../accounts/insert-signatures";
import { accountIn, lockAccounts, partiesIn } from "../accounts/load-accounts";
import { assertCanDebit, assertCurrency, assertWithinLimit } from "../accounts/rules";
import { signaturesFor } from "../accounts/signing";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import { parseAmountOrRefuse } from "../core/amounts";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { type AccountId, newId } from "../core/ids";
import { money } from "../core/money";
import { newReference } from "../core/references";
import { assertConsented } from "../customers/consent-queries";
import { assertDeclared } from "../customers/declarations";
import { authorize } from "../identity/authorize";
import { applyEntry } from "../ledger/book";
import { lockBalances } from "../ledger/lock-balances";
import { postEntries } from "../ledger/post-entries";
import { bookDepositFunded } from "../ledger/templates/term-deposit";
import { assertEligible } from "../products/assert-eligible";
import { applicantOf, assertFits, offeredTerms } from "./deposit-terms";
import { noteMovements, placeDeposit } from "./place-deposit";
import type { openTermDepositInput } from "./schema";

/**
 * Opens a term deposit at today's rate with money from a customer's account, to which it is paid out. Refuses
 * `declarations_missing`, `senior_consent_missing`, `product_not_offered`, `under_age`, `not_eligible`, `deposit_amount`, `deposit_term`, `insufficient_funds`, what stops a
 * debit, and what the signing rule lacks.
 */
export function openTermDeposit(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof openTermDepositInput>,
): Promise<{ accountId: AccountId; iban: string }> {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "deposit.open", key, input: asked }, async (inside) => {
    const from = accountIn(await lockAccounts(inside.db, { ids: [asked.accountId] }), { id: asked.accountId });
    authorize(inside.actor, "deposit.open", { branchId: from.branchId, customerIds: partiesIn(from) });
    assertCanDebit(inside, from);
    const terms = await offeredTerms(inside, { versionId: asked.productVersionId });
    if (!terms) throw refusal("product_not_offered", undefined, "productVersionId");
    const applicant = await applicantOf(inside.db, from.id);
    if (applicant) assertDeclared(applicant.declared);
    await assertConsented(inside.db, from.owners);
    if (applicant) assertEligible(terms, applicant, inside.businessDate);
    assertCurrency(from, terms.currency);
    const minor = parseAmountOrRefuse(asked.amount, from.currency, "amount");
    const months = readMonths(asked.months);
    assertFits(terms, minor, months);
    assertWithinLimit(from, minor);
    const signed = signaturesFor(inside.actor, from, asked.present);
    const { id, iban, maturesOn } = await placeDeposit(inside, {
      like: from.id,
      branchId: from.row.branchId,
      terms,
      principalMinor: minor,
      months,
      instruction: asked.instruction,
      payoutId: from.id,
      renewsId: null,
    });
    const book = await lockBalances(inside.db, [from.id, id]);
    const [entryId, reference] = [newId<"entry">(), newReference("TDP")];
    const draft = bookDepositFunded({
      id: entryId,
      reference,
      branchId: inside.actor.branchId,
      from: from.id,
      to: id,
      minor,
    });
    await postEntries(inside.db, [{ ctx: inside, entry: applyEntry(book, draft) }]);
    await noteMovements(inside.db, [{ id: entryId, depositId: id, reference }]);
    await insertSignatures(inside.db, [{ id: entryId, signed }]);
    await record(inside, {
      act: "deposit.opened",
      subjectKind: "account",
      subjectId: id,
      customerId: from.owners[0] ?? null,
      entryId,
      reference,
      amount: money(minor, from.currency),
      after: { iban, product: terms.name, months, maturesOn, instruction: asked.instruction },
    });
    return { accountId: id, iban };
  });
}

function readMonths(typed: string): number {
  if (!/^[1-9]\d{0,2}$/.test(typed.trim()))
    throw refusal("whole_number", { what: "For how many months", min: 1, max: 600 }, "months");
  return Number(typed.trim());
}
