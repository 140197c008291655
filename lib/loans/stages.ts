import type { LoanStatus } from "./rules";

/** The life of a loan as its page draws it: the stages in order and the present one. */
export type Life = { labels: string[]; now: string };

const ordinary = ["Submitted", "Approved", "Offered", "Accepted", "Active", "Closed"];

/** The stages of a loan; those that leave the ordinary way stand where they leave it. */
export function lifeOf(status: LoanStatus, daysPastDue: number): Life {
  switch (status) {
    case "returned":
      return { labels: ["Submitted", "Returned", ...ordinary.slice(1)], now: "Returned" };
    case "rejected":
    case "withdrawn":
      return { labels: ["Submitted", capital(status)], now: capital(status) };
    case "cancelled":
      return { labels: ["Submitted", "Approved", "Cancelled"], now: "Cancelled" };
    case "active":
      return daysPastDue > 0 ? late("In arrears") : { labels: ordinary, now: "Active" };
    case "called":
    case "written_off":
    case "overpaid":
      return late(capital(status.replaceAll("_", " ")));
    default:
      return { labels: status === "draft" ? ["Draft", ...ordinary] : ordinary, now: capital(status) };
  }
}

const late = (now: string): Life => ({ labels: [...ordinary.slice(0, -1), now, "Closed"], now });
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
