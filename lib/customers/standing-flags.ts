import { type BusinessDate, formatDate } from "../core/dates";
import type { AccountsStanding } from "./accounts-standing";
import type { CustomerRecord } from "./profile-queries";
import { reviewDue } from "./review-due";
import { documentProblem } from "./rules";

type Stands = Pick<CustomerRecord, "deceasedOn" | "document" | "nextReviewOn" | "status" | "riskRating">;

/** What nobody who serves a customer may overlook, in a few words each; `standing` is null where it could not be read. */
export function standingFlags(customer: Stands, standing: AccountsStanding | null, on: BusinessDate): string[] {
  const due = reviewDue(customer, on);
  return [
    customer.deceasedOn ? `Died on ${formatDate(customer.deceasedOn)}` : null,
    customer.status === "active" && customer.riskRating === "prohibited" ? "The bank may not serve them" : null,
    documentProblem(customer, on) ? "Document expired" : null,
    due ? `Review due since ${formatDate(due)}` : null,
    standing === null ? "Accounts could not be read" : null,
    standing && standing.blocked > 0 ? "Account blocked" : null,
  ].filter((flag) => flag !== null);
}
