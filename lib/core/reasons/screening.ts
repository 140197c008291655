import { formatDate } from "../dates";
import { reason } from "./reason";

/** Lists of people the bank may not serve. */
export const screening = {
  file_required: reason<{ what: string }>("invalid", (p) => `Choose ${p.what}.`),
  list_line: reason<{ file: string; line: number; problem: string }>(
    "invalid",
    (p) =>
      `Line ${p.line} of the file of ${p.file} ${p.problem}. Nothing was loaded: take the file from the publisher again.`,
  ),
  screening_hit_not_found: reason("not_found", () => "No such likeness found."),
  screening_decided: reason<{ status: string }>(
    "conflict",
    (p) => `This was decided already: it is ${p.status}. Open the page again.`,
  ),
  customer_under_review: reason(
    "rule_violation",
    () => "This applicant cannot be taken on yet. Ask compliance at head office.",
  ),
  account_under_review: reason(
    "rule_violation",
    () => "Money cannot leave this account at the moment. Ask compliance at head office.",
  ),
  owner_deceased: reason(
    "rule_violation",
    () =>
      "Money cannot leave this account: its owner has died. A service officer at the branch can help those who settle the estate.",
  ),
  papers_overdue: reason<{ since: string }>(
    "rule_violation",
    (p) =>
      `Money cannot leave this account: the papers or review of its owner, or of who signs for it, ran out on ${formatDate(p.since)}. A service officer at the branch can renew them.`,
  ),
  payment_stopped: reason("rule_violation", () => "This cannot be paid at the moment. Ask your branch."),
  list_waits: reason("conflict", () => "These files wait for a second officer already. Decide that request first."),
  list_not_found: reason("not_found", () => "No such version of a list is waiting."),
  list_overtaken: reason("conflict", () => "A later version of this list is in use. This one is not taken any more."),
  list_empty: reason("invalid", () => "The file of names has no entry. Nothing was loaded.", "names"),
  list_known: reason<{ version: string }>(
    "conflict",
    (p) => `These files are in use already, as version ${p.version}. Load a newer version.`,
  ),
} as const;
