import { reason } from "./reason";

/** Cash. */
export const cash = {
  till_not_open: reason("rule_violation", () => "Your till is not open. Open it first."),
  till_suspended: reason("rule_violation", () => "Your till is suspended. Go on serving first."),
  till_counting: reason("rule_violation", () => "This till is being counted. Finish the count first."),
  denomination_unknown: reason("invalid", () => "There is no such note or coin.", "counts"),
  count_unreadable: reason(
    "invalid",
    () => "Counts are whole numbers: how many pieces there are, not what they are worth.",
    "counts",
  ),
  count_first: reason(
    "invalid",
    () => "Count the notes and coins first. If there are none, type 0 at one of them.",
    "counts",
  ),
  notes_differ: reason<{ counted: string; amount: string }>(
    "rule_violation",
    (p) => `Notes counted come to ${p.counted}, but the amount is ${p.amount}.`,
    "notes",
  ),
  notes_short: reason<{ place: string; there: number; note: string }>(
    "rule_violation",
    (p) => `${p.place} holds ${p.there === 0 ? "no" : `only ${p.there} of the`} ${p.note}. Give other notes.`,
    "notes",
  ),
  notes_not_there: reason<{ place: string }>(
    "rule_violation",
    (p) => `${p.place} has no notes that come to this amount. Change notes at the vault first.`,
  ),
  float_differs: reason<{ till: string; counted: string; expected: string; difference: string; direction: string }>(
    "rule_violation",
    (p) =>
      `You counted ${p.counted}, but the last count of ${p.till} left ${p.expected}: ${p.difference} ${p.direction}. Count again. If it stays so, say why: a second person has to agree before the till opens.`,
    "reason",
  ),
  vault_differs: reason(
    "rule_violation",
    () =>
      "This is not what the books hold. Count again. If it stays so, say why: a second person sees the difference and has to agree before it is booked.",
    "reason",
  ),
  place_full: reason<{ place: string; limit: string; over: string }>(
    "rule_violation",
    (p) => `${p.place} may hold up to ${p.limit}. This would be ${p.over} more: hand cash to the vault first.`,
    "amount",
  ),
  limits_reversed: reason("invalid", () => "The soft limit must not be above the hard one.", "hard"),
  difference_not_found: reason("not_found", () => "No cash difference found."),
  difference_cleared: reason("conflict", () => "This difference is cleared already. Open the list again."),
  more_than_difference: reason<{ left: string }>(
    "rule_violation",
    (p) => `Only ${p.left} of this difference is left to be cleared.`,
    "amount",
  ),
  difference_no_match: reason(
    "rule_violation",
    () => "Choose a difference of the other kind, in the same branch and currency, with at least this much left.",
    "otherId",
  ),
  giver_over_limit: reason<{ name: string }>(
    "rule_violation",
    (p) => `This is more than ${p.name} may move today. Refuse it, and ask a colleague with a higher limit.`,
  ),
  not_your_cash: reason("forbidden", () => "Cash is given and taken by whoever has that till open."),
  offer_over: reason("conflict", () => "This cash was taken, refused or withdrawn already. Look at the latest moves."),
  offers_open: reason(
    "rule_violation",
    () => "Cash is on its way from or to here. Take it, refuse it or withdraw it first.",
  ),
  not_own_movement: reason(
    "rule_violation",
    () => "Only the last movement of your open till can be undone, on the day it was made. Ask your branch manager.",
  ),
  till_session_changed: reason(
    "conflict",
    () => "This form belongs to a till session that has ended. Open the page again and start from there.",
  ),
  till_session_closed: reason("conflict", () => "This till was closed already. Look at the cash page."),
  own_till: reason("rule_violation", () => "This is your own till. Count and close it from your desk."),
  handover_over: reason("conflict", () => "This handover was taken, refused or taken back already."),
  teller_not_free: reason<{ name: string }>(
    "rule_violation",
    (p) => `${p.name} has a till open and cannot take another. Choose somebody else.`,
    "toId",
  ),
  count_not_begun: reason(
    "conflict",
    () => "No count of this till is under way: it serves, or its count is in already. Begin the count, then count it.",
  ),
  count_over: reason("conflict", () => "This count no longer stands. Count the till again."),
  till_in_use: reason<{ till: string }>("conflict", (p) => `${p.till} is already open. Choose another till.`, "tillId"),
  till_already_open: reason<{ till: string }>(
    "conflict",
    (p) => `You already have ${p.till} open. Close it first.`,
    "tillId",
  ),
} as const;
