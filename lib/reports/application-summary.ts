import type { BusinessDate } from "../core/dates";
import { formatLocalTime } from "../core/local-time";
import { openPaper } from "../statements/paper";
import { type CustomerFile, writeFacts } from "./customer-file";

/** Draws what an applicant has told the bank, for them to read once more and sign. Says nothing of what the bank makes of it. */
export async function applicationSummary(
  { customer, bank }: Pick<CustomerFile, "customer" | "bank">,
  printedOn: BusinessDate,
): Promise<Buffer> {
  const paper = await openPaper("Application summary", bank.name, printedOn);
  const by = (name: string | null) => (name ? ` by ${name}` : "");
  paper.head(bank, [
    `${customer.fullName}, ${customer.customerNo}`,
    `${customer.branch} branch, opened ${formatLocalTime(customer.createdAtLocal)}${by(customer.openedByName)}`,
    ...(customer.submittedAtLocal
      ? [`Submitted ${formatLocalTime(customer.submittedAtLocal)}${by(customer.submittedByName)}`]
      : ["Not submitted yet"]),
  ]);
  await writeFacts(paper, customer);
  paper.heading("Signature");
  paper.say("What stands above is complete and true. I tell the bank when any of it changes.");
  paper.signHere(["Place and date", customer.kind === "organisation" ? `For ${customer.fullName}` : customer.fullName]);
  return paper.end(`${customer.customerNo} · application summary`);
}
