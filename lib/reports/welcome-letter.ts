import { countryName } from "../core/countries";
import { type BusinessDate, formatDate } from "../core/dates";
import { formatIban } from "../core/iban";
import { openPaper } from "../statements/paper";
import type { CustomerFile } from "./customer-file";

/** Draws the letter that a new customer takes home: their number, their accounts, and how to reach them safely. */
export async function welcomeLetter(
  { customer, bank, mandates }: CustomerFile,
  printedOn: BusinessDate,
): Promise<Buffer> {
  const { address, fullName, customerNo, branch, decidedAtLocal, kind } = customer;
  const paper = await openPaper(`Welcome to ${bank.name}`, bank.name, printedOn);
  paper.head(bank, [
    fullName,
    ...(address
      ? [address.street, `${address.postcode} ${address.city}`, countryName(address.country) ?? address.country]
      : []),
  ]);
  paper.say(kind === "organisation" ? "Dear customer," : `Dear ${fullName},`);
  const since = decidedAtLocal ? ` since ${formatDate(decidedAtLocal.slice(0, 10))}` : "";
  paper.say(
    `You are a customer of our ${branch} branch${since}. Your customer number is ${customerNo}. Name it when you write to us or call.`,
  );
  paper.heading("Your accounts");
  const own = mandates.filter(({ parties }) =>
    parties.some(({ customerId, role }) => customerId === customer.id && role !== "signatory"),
  );
  if (own.length === 0) paper.say("You have no account yet. Your branch opens one with you.");
  else
    await paper.table(
      [
        { head: "Account", width: 170 },
        { head: "IBAN", width: 200 },
        { head: "Currency", width: 59 },
        { head: "Opened", width: 70 },
      ],
      own.map(({ product, iban, currency, openedOn }) => [
        product,
        formatIban(iban),
        currency,
        openedOn ? formatDate(openedOn) : "–",
      ]),
    );
  paper.heading("How to reach your money");
  paper.say("At every counter of the bank. Bring the identity document that we know.");
  paper.say(
    kind === "organisation"
      ? "In self-service: each of your signatories uses a sign-in of their own, for which the branch hands out a code."
      : "In self-service: the branch hands you a code with which you choose your own name and password.",
  );
  paper.heading("What we never do");
  paper.say(
    "We never ask you for a password or a code, neither on the phone nor by e-mail. If somebody does, tell us.",
  );
  paper.say(`With kind regards\n${bank.name}, ${branch} branch`);
  return paper.end(`${customerNo} · welcome letter`);
}
