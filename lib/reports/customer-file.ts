import { sqlOf } from "@/db/client";
import { type Mandate, mandatesOf } from "../accounts/mandate-queries";
import { partyRoles } from "../accounts/schema";
import { ruleWords } from "../accounts/signing";
import type { Ctx, StaffActor } from "../core/context";
import { formatDate } from "../core/dates";
import { formatIban } from "../core/iban";
import { formatShare } from "../core/read-share";
import { type Fact, factWords } from "../customers/fact-words";
import { partsOf } from "../customers/person-card";
import { type CustomerRecord, readCustomer } from "../customers/profile-queries";
import type { Paper } from "../statements/paper";

/** What the papers of a customer are written from. */
export type CustomerFile = { customer: CustomerRecord; bank: { name: string; bic: string }; mandates: Mandate[] };

/** Reads what a customer's papers say, in the reader's scope. */
export async function customerFile(ctx: Ctx<StaffActor>, id: string): Promise<CustomerFile> {
  const customer = await readCustomer(ctx, id);
  const [[bank], mandates] = await Promise.all([
    sqlOf(ctx.db)<{ name: string; bic: string }[]>`select name, bic from bank_settings`,
    mandatesOf(ctx, customer.id, { most: 200 }),
  ]);
  if (!bank) throw new Error("The bank has no settings");
  return { customer, bank, mandates };
}

/** Writes every section of facts, and the people of an organisation. */
export async function writeFacts(paper: Paper, customer: CustomerRecord): Promise<void> {
  const facts = factWords(customer);
  const sections: [string, Fact[]][] =
    customer.kind === "organisation"
      ? [
          ["Register entry", facts.organisation],
          ["Contact and address", facts.contact],
          ["Business, tax and purpose", facts.business],
        ]
      : [
          ["Identity", facts.identity],
          ["Contact and address", facts.contact],
          ["Identity document", facts.document],
          ["Tax, purpose and declarations", facts.declarations],
        ];
  for (const [title, list] of sections) {
    paper.heading(title);
    paper.facts(list);
  }
  if (customer.people.length === 0) return;
  paper.heading("Directors, signatories and owners");
  await paper.table(
    [
      { head: "Name", width: 190 },
      { head: "Date of birth", width: 90 },
      { head: "Part", width: 149 },
      { head: "Share", width: 70, num: true },
    ],
    customer.people.map((person) => [
      person.fullName,
      person.birthDate ? formatDate(person.birthDate) : "–",
      partsOf(person).join(", "),
      person.share ? formatShare(person.share) : "–",
    ]),
  );
}

/** Who signs for an account, in words. */
export function signingWords({ parties, signingRule }: Mandate): string {
  const organisation = parties.some(({ kind }) => kind === "organisation");
  if (parties.length === 1 && !organisation) return "The owner alone";
  const words = ruleWords[signingRule];
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Writes the accounts with who has a part in each and who signs. */
export async function writeMandates(paper: Paper, mandates: readonly Mandate[]): Promise<void> {
  await paper.table(
    [
      { head: "Account", width: 160 },
      { head: "Who has a part in it", width: 209 },
      { head: "Who signs", width: 130 },
    ],
    mandates.map((mandate) => [
      `${mandate.product}, ${mandate.currency}\n${formatIban(mandate.iban)}`,
      mandate.parties
        .map(({ name, role }) => (role === "owner" ? `${name}, owner` : `${name}, ${partyRoles[role].toLowerCase()}`))
        .join("\n"),
      signingWords(mandate),
    ]),
  );
}
