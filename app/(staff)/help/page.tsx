import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { bankFacts } from "@/lib/calendar/queries";
import { ask } from "@/lib/web/ask";
import { requireStaff, staffSession } from "@/lib/web/session";

export const metadata: Metadata = { title: "Help" };

const keys = [
  ["F2", "Find a customer, an account or a reference"],
  ["Ctrl K", "Commands: a page, a person, or a line such as dep 250 4417 that fills in a form and posts nothing"],
  ["F9", "The main act of the page; Ctrl or ⌘ + Enter does the same"],
  ["F8", "Print the receipt"],
  ["F4", "To the notes that are counted"],
  [
    "↑ ↓",
    "Move through the rows of a list after Tab has reached one. A movement is described at the foot of the page; Enter opens it.",
  ],
  ["Esc", "Close, or end the service of a customer"],
  ["?", "The keys of the page at hand, single letters included"],
  ["Enter", "In a form that moves money: to the next field; it never posts by itself"],
] as const;

const people = [
  ["A customer's application waits", "The branch manager decides it under Approvals"],
  ["A loan is to be decided", "The branch manager, and by amount the credit approver at head office"],
  ["A loan is to be paid out", "Loan operations, who neither applied for it nor decided it"],
  ["A till lacks cash", "The vault custodian moves cash from the vault under Cash"],
  ["A till is over or short", "Count again, then say why; the branch manager decides"],
  [
    "A teller cannot count their till",
    "A colleague or the vault custodian counts it under Cash; the branch manager agrees",
  ],
  ["A movement at the till was wrong", "Undo it from its receipt while it is the last; after that the branch manager"],
  ["An account is blocked", "Compliance, or the branch manager"],
  ["An account is dormant", "A service officer asks for it to be woken, with the customer's document checked again"],
  ["A customer's papers have run out", "A service officer records the new document or asks for the review"],
  ["A fee is to be let off", "Write why in the form; above your limit the branch manager agrees"],
  ["A cheque is to be cleared, or came back", "Operations, under Cheques"],
  ["Cash of unusual size came in", "Compliance reads under Unusual cash where it comes from"],
  ["Money came in for a customer", "Operations books it under Incoming payments"],
  ["You lost your second factor or changed your work", "An administrator, with a second one"],
] as const;

const day = [
  ["Morning", "Tellers open their tills and take cash from the vault."],
  [
    "During the day",
    "Deposits, withdrawals, transfers, applications. Every movement has a reference; say it over the phone.",
  ],
  ["Before the cut", "Tellers give cash back to the vault and close their tills."],
  ["Cut", "Operations cuts the day: the next day opens at once, and work goes on there."],
  ["Close", "Operations closes the day: balances are written, proofs are run, the figures are final."],
] as const;

export default async function HelpPage() {
  const ctx = await requireStaff();
  const [bank, { demo }] = [await ask(bankFacts(ctx.db)), await staffSession()];
  return (
    <div className="max-w-[56rem]">
      <PageHeader title="Help" meta={`How work goes at ${bank.name}`} />
      <Section title="Keys">
        <Pairs pairs={keys} mono />
      </Section>
      <Section title="Who can help">
        <Pairs pairs={people} />
      </Section>
      <Section title="What the day looks like">
        <Pairs pairs={day} />
      </Section>
      <Section title="Something failed">
        <p className="max-w-measure">
          A page that could not be shown prints a reference. Give it to operations: it finds the very request in the
          log. If you were posting, look at the movements before you post again; sending the same form twice books once.
        </p>
      </Section>
      {demo ? (
        <Section title="Demo bank">
          <p>
            What it writes to customers and colleagues is read in its{" "}
            <a href="/mailbox" className="link">
              mailbox
            </a>
            . No e-mail leaves it.
          </p>
        </Section>
      ) : null}
      <Section title="Branches">
        <p>{bank.branches.map(({ code, name }) => `${name} (${code})`).join(" · ")}</p>
      </Section>
    </div>
  );
}

function Pairs({ pairs, mono = false }: { pairs: readonly (readonly [string, string])[]; mono?: boolean }) {
  return (
    <dl className="border-rule border-t">
      {pairs.map(([term, text]) => (
        <div key={term} className="grid gap-x-6 border-rule border-b py-1.5 md:grid-cols-[19rem_1fr]">
          <dt className={mono ? "font-mono" : "font-medium"}>{term}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
