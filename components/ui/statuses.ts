import type { IconName } from "./icon";

export type Tone = "ink" | "quiet" | "ok" | "credit" | "held" | "danger" | "second" | "info";
export type StatusFace = { word: string; icon: IconName; tone: Tone };

const face = (word: string, icon: IconName, tone: Tone): StatusFace => ({ word, icon, tone });

const draft = face("Draft", "pencil", "quiet");
const withdrawn = face("Withdrawn", "back", "quiet");
const rejected = face("Rejected", "cross", "danger");
const returned = face("Returned", "back", "held");
const closed = face("Closed", "stop", "quiet");
const cancelled = face("Cancelled", "cross", "quiet");
const active = face("Active", "check", "ok");

/** The status vocabulary of the bank: one icon, one word, one colour for each, wherever it is shown. */
export const statuses = {
  customer: {
    draft,
    pending_review: face("Needs review", "flag", "second"),
    compliance_review: face("With compliance", "flag", "second"),
    returned,
    active,
    rejected,
    withdrawn,
    closed,
  },
  screening: {
    open: face("Needs a decision", "flag", "second"),
    confirmed: face("Confirmed", "alert", "danger"),
    cleared: face("Cleared", "check", "ok"),
    lapsed: face("Lapsed", "clock", "quiet"),
  },
  account: {
    pending: face("Pending", "clock", "held"),
    active,
    rejected,
    withdrawn,
    closed,
    blocked: face("Blocked", "lock", "danger"),
    dormant: face("Dormant", "pause", "held"),
  },
  application: {
    pending: face("Waiting", "clock", "held"),
    active: face("Opened", "check", "ok"),
    rejected,
    withdrawn,
  },
  loan: {
    draft,
    submitted: face("Needs approval", "flag", "second"),
    returned,
    approved: face("Approved", "check", "ok"),
    offered: face("Offered", "clock", "held"),
    accepted: face("Accepted", "check", "ok"),
    active,
    overpaid: face("Overpaid", "info", "info"),
    called: face("Called", "alert", "danger"),
    written_off: face("Written off", "cross", "danger"),
    rejected,
    withdrawn,
    cancelled,
    closed,
    in_arrears: face("In arrears", "alert", "danger"),
  },
  instalment: {
    paid: face("Paid", "check", "ok"),
    partly_paid: face("Partly paid", "clock", "held"),
    next: face("Next", "clock", "ink"),
    due: face("Due", "clock", "held"),
    overdue: face("Overdue", "alert", "danger"),
    scheduled: face("Scheduled", "open", "quiet"),
  },
  cheque: {
    in_clearing: face("In clearing", "clock", "held"),
    cleared: face("Cleared", "check", "ok"),
    returned: face("Returned unpaid", "back", "danger"),
  },
  movement: {
    posted: face("Posted", "check", "ok"),
    pending: face("Pending", "clock", "held"),
    held: face("Held", "pause", "held"),
    reversed: face("Reversed", "swap", "second"),
    needs_approval: face("Needs approval", "flag", "second"),
    rejected,
  },
  approval: {
    pending: face("Needs approval", "flag", "second"),
    approved: face("Approved", "check", "ok"),
    rejected,
    returned,
    withdrawn,
    expired: face("Expired", "clock", "quiet"),
    released: face("Released", "check", "held"),
    completed: face("Completed", "check", "ok"),
  },
  till: {
    open: face("Open", "open", "ok"),
    suspended: face("Suspended", "pause", "held"),
    counting: face("Counting", "clock", "held"),
    closed,
  },
  day: {
    open: face("Open", "open", "ok"),
    closing: face("Closing", "clock", "held"),
    closed: face("Closed", "check", "quiet"),
  },
  step: {
    waiting: face("Waiting", "open", "quiet"),
    blocked: face("Blocked", "lock", "danger"),
    running: face("Running", "clock", "held"),
    done: face("Done", "check", "ok"),
    failed: face("Failed", "alert", "danger"),
  },
  hold: {
    active: face("Held", "pause", "held"),
    captured: face("Captured", "check", "ok"),
    released: face("Released", "back", "quiet"),
    expired: face("Expired", "clock", "quiet"),
  },
  rate: {
    serves: face("In force", "check", "ok"),
    stale: face("Too old", "clock", "danger"),
    missing: face("None yet", "alert", "danger"),
  },
  staff: {
    enabled: face("Enabled", "check", "ok"),
    invited: face("Invited", "clock", "held"),
    disabled: face("Disabled", "lock", "danger"),
  },
  audit: {
    done: face("Done", "check", "ok"),
    refused: face("Refused", "cross", "danger"),
    failed: face("Failed", "alert", "danger"),
  },
} as const satisfies Record<string, Record<string, StatusFace>>;

export type StatusKind = keyof typeof statuses;
export type StatusOf<Kind extends StatusKind> = keyof (typeof statuses)[Kind] & string;

/** The face of a status; `of` and `is` together name it. */
export function statusFace<Kind extends StatusKind>(of: Kind, is: StatusOf<Kind>): StatusFace {
  const faces: Record<string, StatusFace> = statuses[of];
  return faces[is] ?? { word: is, icon: "open", tone: "quiet" };
}
