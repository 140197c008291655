import { Section } from "@/components/layout/section";
import { DefinitionList, Leader } from "@/components/ui/definition-list";
import { Still } from "@/components/ui/still";
import type { Currency } from "@/lib/core/currencies";
import { formatDate } from "@/lib/core/dates";
import { HowWorkedOut } from "./how-worked-out";
import { Money } from "./money";

type InterestPanelProps = {
  currency: Currency;
  terms: readonly string[];
  nextOn: string;
  parts: readonly {
    label: string;
    since: string;
    minor: bigint;
    working: { result: string; steps: readonly { text: string; value: string }[]; rounding: string } | null;
  }[];
  /** Where how it was worked out is shown. */
  workedHref: string;
};

/** What an account has earned or costs so far, when it is brought to the account, and how it was worked out. */
export function InterestPanel({ currency, terms, nextOn, parts, workedHref }: InterestPanelProps) {
  return (
    <div id="interest" className="mb-6">
      <Section title="Interest" aside={`next on ${formatDate(nextOn)}`}>
        <Still className="grid max-w-[42rem] gap-2">
          <p className="text-ink-2">{`${terms.join("; ")}.`}</p>
          {parts.length === 0 ? (
            <p>Nothing so far: interest is counted night by night when the day is closed.</p>
          ) : (
            <DefinitionList>
              {parts.map(({ label, since, minor }) => (
                <Leader key={label} term={`${label} since ${formatDate(since)}`} strong>
                  <Money minor={minor} currency={currency} symbol />
                </Leader>
              ))}
            </DefinitionList>
          )}
          {parts.map(({ label, working }) => (working ? <HowWorkedOut key={label} {...working} open /> : null))}
          {parts.some(({ working }) => !working) ? (
            <p>
              <a href={workedHref} className="link">
                How this was worked out
              </a>
            </p>
          ) : null}
        </Still>
      </Section>
    </div>
  );
}
