import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { demandApproval } from "../approvals/demand-approval";
import type { FieldWords } from "../approvals/sealed-request";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { countryName } from "../core/countries";
import { refusal } from "../core/errors";
import { authorize } from "../identity/authorize";
import { aboutCustomer } from "./about-customer";
import { type CustomerFacts, lockCustomer } from "./lock-customer";
import { raiseRisk } from "./raise-risk";
import { likenessesOf } from "./review-queries";
import { ageProblem, assertBirthDate, assertDocumentDates, assertPerson, documentProblem, statusWords } from "./rules";
import { saveDocument } from "./save-document";
import { type changeIdentityInput, documentNames } from "./schema";
import { screenCustomer } from "./screen-customer";
import { customerSearchText } from "./search-text";

/**
 * Changes an active customer's name, birth date, nationality or identity document once the branch manager has agreed, and
 * compares them with the screening lists again; who agrees is told of customers whom the new facts are like.
 * Refuses `identity_unchanged`, `customer_not_active`, `guardian_needed`,
 * `identity_document_expired`, and what saving the document refuses.
 */
export function changeIdentity(ctx: Ctx<StaffActor>, input: z.output<typeof changeIdentityInput>) {
  const { key, documentNumber, ...asked } = input;
  const claimed = { ...asked, documentNumberTyped: documentNumber !== undefined };
  return transactOnce(ctx, { command: "customer.change_identity", key, input: claimed }, async (inside) => {
    const customer = await lockCustomer(inside.db, input.customerId);
    authorize(inside.actor, "customer.onboard", { branchId: customer.branchId, customerIds: [customer.id] });
    assertPerson(customer);
    if (customer.status !== "active") throw refusal("customer_not_active", { status: statusWords(customer.status) });
    assertBirthDate(asked.birthDate, inside.businessDate);
    const next = nextFacts(customer, input);
    const problem = ageProblem(next, inside.businessDate) ?? documentProblem(next, inside.businessDate);
    if (problem) throw problem;
    if (next.document) assertDocumentDates(next.document, next.birthDate, inside.businessDate);
    const [before, after] = [wordsOf(customer), wordsOf(next)];
    if (documentNumber !== undefined) after.document_number = "another";
    if (Object.keys(after).every((name) => before[name] === after[name])) throw refusal("identity_unchanged");
    const alike = await alikeIn(inside, customer, next);
    if (alike) after.may_also_be = alike;
    const pending = await demandApproval(inside, {
      kind: "customer.change_identity",
      payload: input,
      ...aboutCustomer(customer),
      branchId: customer.branchId,
      reason: asked.reason,
      before,
      after,
      always: true,
    });
    if (pending) return pending;
    await sqlOf(inside.db)`
      update customers set full_name = ${next.fullName}, birth_date = ${next.birthDate}, nationality = ${next.nationality},
        search_text = ${customerSearchText(next)}, updated_at = bank_now()
      where id = ${customer.id}`;
    const { birthDate } = next;
    await saveDocument(inside, { ...customer, birthDate }, { section: "document", ...input });
    await record(inside, {
      act: "customer.identity_changed",
      ...aboutCustomer(customer),
      reference: customer.customerNo,
      before,
      after: { ...after, reason: asked.reason },
    });
    await raiseRisk(inside, customer.id);
    await screenCustomer(inside, await lockCustomer(inside.db, customer.id));
    return { customerId: customer.id };
  });
}

/** Whom of the bank's customers the new facts are like, for the person who agrees to them. */
async function alikeIn(ctx: TxCtx<StaffActor>, known: CustomerFacts, next: CustomerFacts): Promise<string | null> {
  // What was decided of two records was decided of the facts that are about to change.
  const renamed = known.fullName !== next.fullName || known.birthDate !== next.birthDate;
  const document = next.document?.numberLast4 ? next.document : null;
  const alike = (await likenessesOf(ctx, { ...next, document })).filter(({ decision }) => renamed || !decision);
  const shown = alike
    .slice(0, 3)
    .map(({ customerNo, fullName, agrees }) => `${customerNo} ${fullName} (same ${agrees.join(" and ")})`);
  const more = alike.length - shown.length;
  return shown.length === 0 ? null : [...shown, ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

function nextFacts(customer: CustomerFacts, input: z.output<typeof changeIdentityInput>): CustomerFacts {
  const { fullName, birthDate, nationality } = input;
  const document = {
    ...(customer.document ?? { id: "" as never, numberLast4: "" }),
    kind: input.documentKind,
    country: input.documentCountry,
    issuedOn: input.documentIssuedOn ?? null,
    expiresOn: input.documentExpiresOn,
  };
  return { ...customer, fullName, birthDate, nationality, document };
}

/** What a second person sees of an identity; of the number only whether it changes. */
function wordsOf({ fullName, birthDate, nationality, document }: CustomerFacts): FieldWords {
  return {
    name: fullName,
    date_of_birth: birthDate,
    nationality: nationality && (countryName(nationality) ?? nationality),
    document: document && documentNames[document.kind],
    document_number: document?.numberLast4 ? `··${document.numberLast4}` : null,
    issued_by: document && (countryName(document.country) ?? document.country),
    issued_on: document?.issuedOn ?? null,
    expires_on: document?.expiresOn ?? null,
  };
}
