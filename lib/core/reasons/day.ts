import { formatDate } from "../dates";
import { reason } from "./reason";

/** The day. */
export const day = {
  day_not_closing: reason("rule_violation", () => "Cut the day before closing it."),
  day_still_closing: reason<{ date: string }>(
    "rule_violation",
    (p) => `${formatDate(p.date)} is still being closed. Close it before cutting the next day.`,
  ),
  tills_open: reason<{ count: number }>(
    "rule_violation",
    (p) => `${p.count === 1 ? "One till is" : `${p.count} tills are`} still open. Close every till before the cut.`,
  ),
  proof_failed: reason<{ proof: string }>(
    "rule_violation",
    (p) => `A proof does not hold: ${p.proof}. The day stays open for its close; work goes on on the next day.`,
  ),
  day_busy: reason("unavailable", () => "Postings are in flight. Try the cut again in a moment."),
} as const;
