import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { bankFacts } from "@/lib/calendar/queries";
import { ask } from "@/lib/web/ask";
import { requireCustomer } from "@/lib/web/session";

export const metadata: Metadata = { title: "Help" };

export default async function CustomerHelpPage() {
  const ctx = await requireCustomer();
  const bank = await ask(bankFacts(ctx.db));
  return (
    <div className="max-w-measure">
      <PageHeader title="Help" />
      <Section title="Something is wrong with a payment">
        <p>
          Open the movement and keep its reference at hand, like <span className="font-mono">TRF-7YH2K9M4A-0</span>.
          Your branch finds it by that at once.
        </p>
      </Section>
      <Section title="Somebody else may know your password">
        <p>Change it under Security and end the sessions you do not know. Then tell your branch.</p>
      </Section>
      <Section title="Paying">
        <p>
          Payments go to accounts at {bank.name} and arrive at once. You check name, amount and IBAN before anything is
          booked. A payment cannot be taken back; ask the person you paid.
        </p>
      </Section>
      <Section title="How to reach people">
        <p>Come to any of our branches with your identity document:</p>
        <ul className="mt-2 list-disc ps-5">
          {bank.branches.map(({ id, name }) => (
            <li key={id}>{name}</li>
          ))}
        </ul>
      </Section>
    </div>
  );
}
