import { sqlOf, type Transaction } from "@/db/client";
import type { customerStatuses } from "@/db/schema/customers";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import type { BranchId, CustomerId, Id, UserId } from "../core/ids";
import type { Declarations, DocumentKind, RiskRating } from "./schema";

export type CustomerStatus = (typeof customerStatuses)[number];
export type Address = { id: Id<"address">; street: string; postcode: string; city: string; country: string };
export type DocumentFacts = {
  id: Id<"identityDocument">;
  kind: DocumentKind;
  country: string;
  numberLast4: string;
  issuedOn: BusinessDate | null;
  expiresOn: BusinessDate;
};

/** What a decision about a customer knows; instants are text of the database. */
export type CustomerFacts = {
  id: CustomerId;
  customerNo: string;
  status: CustomerStatus;
  branchId: BranchId;
  fullName: string;
  birthDate: BusinessDate | null;
  nationality: string | null;
  phone: string | null;
  email: string | null;
  riskRating: RiskRating | null;
  openedBy: UserId | null;
  submittedBy: UserId | null;
  submittedAt: string | null;
  decisionReason: string | null;
  nextReviewOn: BusinessDate | null;
  closedOn: BusinessDate | null;
  closeReason: string | null;
  /** The record that took this one's place. */
  mergedInto: CustomerId | null;
  address: Address | null;
  document: DocumentFacts | null;
  declarations: Declarations | null;
};

/** Locks a customer, then reads what hangs on them: parts joined into the locking statement would be from before the wait. */
export async function lockCustomer(tx: Transaction, id: CustomerId): Promise<CustomerFacts> {
  const sql = sqlOf(tx);
  const [[customer], [address], [document], [declarations]] = await Promise.all([
    sql<Omit<CustomerFacts, "address" | "document" | "declarations">[]>`
      select id, customer_no as "customerNo", status, branch_id as "branchId", full_name as "fullName",
        birth_date::text as "birthDate", nationality, phone, email, risk_rating as "riskRating", opened_by as "openedBy",
        submitted_by as "submittedBy", submitted_at::text as "submittedAt", decision_reason as "decisionReason",
        next_review_on::text as "nextReviewOn", closed_on::text as "closedOn", close_reason as "closeReason",
        merged_into as "mergedInto"
      from customers where id = ${id} for update`,
    sql<Address[]>`
      select id, street, postcode, city, country from customer_addresses where customer_id = ${id} and kind = 'residence'`,
    sql<DocumentFacts[]>`
      select id, kind, issuing_country as country, number_last4 as "numberLast4", issued_on::text as "issuedOn",
        expires_on::text as "expiresOn"
      from identity_documents where customer_id = ${id} and replaced_at is null`,
    sql<Declarations[]>`
      select tax_country as "taxCountry", tax_number_cipher is not null as "hasTaxNumber", purpose, source_of_funds as "sourceOfFunds",
        expected_monthly as "expectedMonthly", politically_exposed as "politicallyExposed", exposure, consent_version as "consentVersion"
      from customer_declarations where customer_id = ${id}`,
  ]);
  if (!customer) throw refusal("customer_not_found");
  return { ...customer, address: address ?? null, document: document ?? null, declarations: declarations ?? null };
}
