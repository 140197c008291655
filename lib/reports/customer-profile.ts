import { type BusinessDate, formatDate } from "../core/dates";
import { formatIban } from "../core/iban";
import { formatMinor } from "../core/money";
import type { CustomerAccount, CustomerLoan } from "../customers/profile-queries";
import { statusWords } from "../customers/rules";
import { openPaper } from "../statements/paper";
import { type CustomerFile, writeFacts, writeMandates } from "./customer-file";

/** Draws the whole of what the bank knows of a customer at a glance: facts, accounts, who signs, loans. */
export async function customerProfile(
  { customer, bank, mandates, accounts, loans }: CustomerFile & { accounts: CustomerAccount[]; loans: CustomerLoan[] },
  printedOn: BusinessDate,
): Promise<Buffer> {
  const paper = await openPaper("Customer profile", bank.name, printedOn);
  const { riskRating, nextReviewOn } = customer;
  paper.head(bank, [
    `${customer.fullName}, ${customer.customerNo}`,
    `${customer.branch} branch, ${statusWords(customer.status)}`,
    ...(riskRating ? [`Risk ${riskRating}${nextReviewOn ? `, next review on ${formatDate(nextReviewOn)}` : ""}`] : []),
  ]);
  await writeFacts(paper, customer);
  paper.heading("Accounts");
  if (accounts.length === 0) paper.say("None.");
  else
    await paper.table(
      [
        { head: "Account", width: 220 },
        { head: "Booked", width: 80, num: true },
        { head: "Held", width: 70, num: true },
        { head: "Available", width: 80, num: true },
        { head: "State", width: 49 },
      ],
      accounts.map((account) => [
        `${account.product}, ${account.currency}\n${formatIban(account.iban)}`,
        formatMinor(account.booked, account.currency),
        formatMinor(account.held, account.currency),
        formatMinor(account.available, account.currency),
        account.blocks.length > 0 && account.status === "active" ? "blocked" : account.status,
      ]),
    );
  if (mandates.length > 0) {
    paper.heading("Mandates and signatories");
    await writeMandates(paper, mandates);
  }
  paper.heading("Loans");
  if (loans.length === 0) paper.say("None.");
  else
    await paper.table(
      [
        { head: "Loan", width: 160 },
        { head: "Amount", width: 90, num: true },
        { head: "Outstanding", width: 90, num: true },
        { head: "Next due", width: 100 },
        { head: "State", width: 59 },
      ],
      loans.map((loan) => [
        `${loan.product}, ${loan.currency}\n${loan.loanNo}`,
        formatMinor(loan.amount, loan.currency),
        loan.outstanding === null ? "–" : formatMinor(loan.outstanding, loan.currency),
        loan.nextDueOn ? formatDate(loan.nextDueOn) : "–",
        loan.daysPastDue > 0 ? `${loan.daysPastDue} days late` : loan.status,
      ]),
    );
  return paper.end(`${customer.customerNo} · customer profile`);
}
