import { DefinitionList, Leader } from "@/components/ui/definition-list";
import type { QuoteAnswer } from "@/lib/loans/quote";

/** A quote to read out to the customer, or what is still missing for one. */
export function QuoteFigures({ answer, working = false }: { answer: QuoteAnswer | null; working?: boolean }) {
  if (!answer)
    return (
      <p className="text-ink-2">{working ? "Working it out…" : "Type an amount and a term to see the instalment."}</p>
    );
  if (!answer.ok) return <p className="text-ink-2">{Object.values(answer.fields).join(" ")}</p>;
  return (
    <>
      <p className="font-medium text-display">{answer.instalment}</p>
      <p className="text-ink-2">{`a month, ${answer.months} times, first on ${answer.firstDue}`}</p>
      <div className="mt-3">
        <DefinitionList>
          <Leader term="Interest in all">{answer.interest}</Leader>
          <Leader term="To pay back in all" strong>
            {answer.total}
          </Leader>
          <Leader term="Annual percentage rate">{answer.apr}</Leader>
          <Leader term="Last instalment due">{answer.lastDue}</Leader>
        </DefinitionList>
      </div>
      <p className="mt-3 text-ink-2 text-meta">As if paid out today. The day of the payout sets the due dates.</p>
    </>
  );
}
