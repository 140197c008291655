import type { Fragment } from "postgres";
import type { Sql } from "@/db/client";
import { type BusinessDate, formatDate } from "../core/dates";
import type { CustomerFacts, DocumentFacts } from "./lock-customer";
import { reviewDue } from "./review-due";
import { hasRunOut } from "./rules";

type Stands = Pick<CustomerFacts, "deceasedOn" | "nextReviewOn" | "status" | "riskRating"> & {
  document: Pick<DocumentFacts, "expiresOn"> | null;
};

/** What nobody who serves a customer may overlook, in a few words each; `standing` is null where it could not be read. */
export function standingFlags(customer: Stands, standing: { blocked: number } | null, on: BusinessDate): string[] {
  const due = reviewDue(customer, on);
  return [
    customer.deceasedOn ? `Died on ${formatDate(customer.deceasedOn)}` : null,
    customer.status === "active" && customer.riskRating === "prohibited" ? "The bank may not serve them" : null,
    customer.document && hasRunOut(customer.document, on) ? "Document expired" : null,
    due ? `Review due since ${formatDate(due)}` : null,
    standing === null ? "Accounts could not be read" : null,
    standing && standing.blocked > 0 ? "Account blocked" : null,
  ].filter((flag) => flag !== null);
}

export type StandingColumns = Pick<Stands, "deceasedOn" | "nextReviewOn"> & {
  documentUntil: BusinessDate | null;
  blocked: number;
};

/** What the flags of `customers c` are told from beside their status and risk. */
export const standingColumns = (sql: Sql): Fragment => sql`
  c.deceased_on::text as "deceasedOn", c.next_review_on::text as "nextReviewOn",
  (select d.expires_on::text from identity_documents d
    where d.customer_id = c.id and d.replaced_at is null) as "documentUntil",
  (select count(*)::int from account_parties p join accounts a on a.id = p.account_id
    join account_blocks k on k.account_id = a.id
    where p.customer_id = c.id and a.status = 'active' and k.lifted_at is null) as blocked`;
