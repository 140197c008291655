/**
 * Every allowed change of status (domain: Life cycles). The database holds the same table and refuses anything else;
 * tests/service/db/life-cycles.test.ts compares the two. An empty `from` is how a row may begin.
 */
export const lifeCycles = {
  customers: {
    "": ["draft"],
    draft: ["pending_review", "withdrawn"],
    pending_review: ["active", "returned", "compliance_review", "rejected"],
    returned: ["pending_review", "withdrawn"],
    compliance_review: ["active", "rejected"],
    active: ["closed"],
    rejected: ["draft"],
    withdrawn: ["draft"],
    closed: ["draft"],
  },
  screening_hits: {
    "": ["open"],
    open: ["cleared", "confirmed", "lapsed"],
    lapsed: ["open"],
    confirmed: ["cleared", "lapsed"],
  },
  account_applications: {
    "": ["pending"],
    pending: ["active", "rejected", "withdrawn"],
  },
  accounts: {
    "": ["pending", "active"],
    pending: ["active", "rejected", "withdrawn"],
    active: ["closed"],
  },
  loans: {
    "": ["draft", "submitted"],
    draft: ["submitted", "withdrawn"],
    submitted: ["approved", "returned", "rejected", "withdrawn"],
    returned: ["submitted", "withdrawn"],
    approved: ["offered", "cancelled"],
    offered: ["accepted", "cancelled"],
    accepted: ["active", "cancelled"],
    active: ["closed", "overpaid", "called"],
    overpaid: ["closed", "active"],
    called: ["closed", "written_off", "active"],
    written_off: ["closed"],
    closed: ["active"],
  },
  approvals: {
    "": ["pending"],
    pending: ["approved", "released", "returned", "rejected", "withdrawn", "expired"],
    returned: ["pending", "withdrawn", "expired"],
    released: ["completed", "returned", "withdrawn", "expired"],
  },
  till_sessions: {
    "": ["open"],
    open: ["suspended", "counting"],
    suspended: ["open"],
    counting: ["open", "closed"],
  },
  cheques: {
    "": ["in_clearing"],
    in_clearing: ["cleared", "returned"],
  },
  term_deposits: {
    "": ["active"],
    active: ["matured", "closed_early"],
    matured: ["closed", "renewed"],
  },
  banking_days: {
    "": ["open"],
    open: ["closing"],
    closing: ["closed"],
  },
} as const satisfies Record<string, Record<string, readonly string[]>>;

export type LifeCycle = keyof typeof lifeCycles;

/** Whether a row of this kind may go from one status to another. */
export function mayBecome(entity: LifeCycle, from: string, to: string): boolean {
  const targets = (lifeCycles[entity] as Record<string, readonly string[]>)[from];
  return targets?.includes(to) ?? false;
}
