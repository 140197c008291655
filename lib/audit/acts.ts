/**
 * Every act of the bank in words, as the activity log says it. Names in the past are what was done; names of commands
 * and permissions stand in rows of what was refused. An act that is not listed here is shown as it is named.
 */
const words = {
  // Customers
  "customer.started": "Opened an application",
  "customer.identity_saved": "Changed the identity",
  "customer.contact_saved": "Changed contact and address",
  "customer.document_saved": "Changed the identity document",
  "customer.submitted": "Submitted a customer for approval",
  "customer.approved": "Approved a customer",
  "customer.returned": "Returned an application",
  "customer.rejected": "Rejected an application",
  "customer.withdrawn": "Withdrew an application",
  "customer.enrolled": "Made their sign-in",
  "enrolment.code_issued": "Issued an enrolment code",
  "customer.start": "Open an application",
  "customer.save": "Change an application",
  "customer.submit": "Submit a customer for approval",
  "customer.approve": "Approve a customer",
  "customer.return": "Return an application",
  "customer.reject": "Reject an application",
  "customer.withdraw": "Withdraw an application",
  "customer.onboard": "Onboard a customer",
  "customer.enrol": "Issue an enrolment code",
  "customer.read": "See customers",
  "enrolment.use": "Use an enrolment code",

  // Accounts and beneficiaries
  "account.opened": "Opened an account",
  "account.closed": "Closed an account",
  "account.open": "Open an account",
  "account.close": "Close an account",
  "account.block": "Block an account",
  "account.read": "See accounts",
  "beneficiary.added": "Added a beneficiary",
  "beneficiary.removed": "Removed a beneficiary",
  "beneficiary.add": "Add a beneficiary",
  "beneficiary.remove": "Remove a beneficiary",
  "beneficiary.manage": "Manage beneficiaries",

  // Money
  "cash.deposited": "Took a cash deposit",
  "cash.withdrawn": "Paid a cash withdrawal",
  "cash.moved": "Moved cash",
  "cash.deposit": "Take a cash deposit",
  "cash.withdraw": "Pay a cash withdrawal",
  "cash.read": "See tills and vaults",
  "vault.move": "Move cash",
  "transfer.created": "Made a transfer",
  "transfer.create": "Make a transfer",
  "incoming.booked": "Booked an incoming credit",
  "incoming.book": "Book an incoming credit",
  "capital.booked": "Booked share capital",
  "capital.book": "Book share capital",
  "movement.read": "See movements",

  // Loans
  "loan.applied": "Took a loan application",
  "loan.resubmitted": "Submitted a loan application again",
  "loan.withdrawn": "Withdrew a loan application",
  "loan.approved": "Approved a loan",
  "loan.returned": "Returned a loan application",
  "loan.rejected": "Rejected a loan application",
  "loan.offered": "Offered a loan",
  "loan.accepted": "Recorded the acceptance of an offer",
  "loan.cancelled": "Cancelled a loan",
  "loan.disbursed": "Disbursed a loan",
  "loan.repaid": "Took a loan repayment",
  "loan.apply": "Take a loan application",
  "loan.resubmit": "Submit a loan application again",
  "loan.withdraw": "Withdraw a loan application",
  "loan.approve": "Approve a loan",
  "loan.return": "Return a loan application",
  "loan.reject": "Reject a loan application",
  "loan.offer": "Offer a loan",
  "loan.accept": "Record the acceptance of an offer",
  "loan.cancel": "Cancel a loan",
  "loan.disburse": "Disburse a loan",
  "loan.repay": "Take a loan repayment",
  "loan.read": "See loans",

  // Tills and the day
  "till.opened": "Opened a till",
  "till.closed": "Closed a till",
  "till.open": "Open a till",
  "till.close": "Close a till",
  "till.operate": "Work a till",
  "day.cut": "Cut the day",
  "day.closed": "Closed the day",
  "day.close": "Close the day",
  "day.read": "See end of day",
  "ledger.read": "See the ledger",
  "product.revised": "Revised a product",
  "product.revise": "Revise a product",
  "product.manage": "Manage products",
  "product.read": "See products",

  // People of the bank and their sign-ins
  "session.started": "Signed in",
  "session.ended": "Signed out",
  "session.start": "Sign in",
  "session.end": "Sign out",
  "password.changed": "Changed their password",
  "password.change": "Change their password",
  "theme.set": "Chose how pages look",
  "staff.created": "Added a colleague",
  "staff.create": "Add a colleague",
  "staff.read": "See colleagues",
  "approval.decide": "Decide requests",
  "activity.detail_read": "Opened the details of an act",
  "activity.read": "See the activity log",
} as const satisfies Record<string, string>;

export type Act = keyof typeof words;

/** An act in words. */
export function actWords(act: string): string {
  return Object.hasOwn(words, act) ? words[act as Act] : act;
}

/** The acts that a filter offers, in the order of the table. */
export const acts = Object.entries(words).map(([act, label]) => ({ act, label }));
