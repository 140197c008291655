import { type BusinessDate, formatDate } from "../core/dates";
import { factWords } from "../customers/fact-words";
import { openPaper } from "../statements/paper";
import { type CustomerFile, writeMandates } from "./customer-file";

/** Draws the card on which a customer, or whoever signs for an organisation, gives the signatures that counters compare with. */
export async function signatureCard(
  { customer, bank, mandates }: CustomerFile,
  printedOn: BusinessDate,
): Promise<Buffer> {
  const { fullName, customerNo, branch, kind, people } = customer;
  const paper = await openPaper("Specimen signature card", bank.name, printedOn);
  paper.head(bank, [`${fullName}, ${customerNo}`, `${branch} branch`]);
  if (kind === "individual") {
    const facts = factWords(customer);
    paper.facts([...facts.identity, ...facts.document]);
  } else paper.facts(factWords(customer).organisation);
  if (mandates.length > 0) {
    paper.heading("Accounts it counts for");
    await writeMandates(paper, mandates);
  }
  paper.heading("Signatures");
  const signers =
    kind === "individual"
      ? [fullName]
      : people
          .filter(({ signatory }) => signatory)
          .map((person) =>
            person.birthDate ? `${person.fullName}, ${formatDate(person.birthDate)}` : person.fullName,
          );
  paper.say("Each person signs twice, in front of the bank.");
  paper.signHere(signers.flatMap((name) => [`${name}, first signature`, `${name}, second signature`]));
  paper.heading("Taken by the bank");
  paper.say("The identity document was seen, and the signature was given in front of me.");
  paper.signHere(["Place and date", "For the bank"]);
  return paper.end(`${customerNo} · specimen signature card`);
}
