import { Section } from "@/components/layout/section";
import { DefinitionList, Leader } from "@/components/ui/definition-list";
import type { Currency } from "@/lib/core/currencies";
import { formatMaskedIban } from "@/lib/core/iban";
import { type Instruction, instructions } from "@/lib/interest/schema";
import { DateText } from "./date-text";
import { Money } from "./money";

type TermDepositPanelProps = {
  currency: Currency;
  principalMinor: bigint;
  startsOn: string;
  maturesOn: string;
  instruction: Instruction;
  status: "active" | "matured" | "closed" | "renewed" | "closed_early";
  payout: { id: string; iban: string } | null;
  renewsId: string | null;
  renewedById: string | null;
  /** Where accounts are opened, before their id. */
  accounts: string;
  /** Where what happens at maturity is changed; null where it is over or not theirs. */
  change: string | null;
};

const statusWords = {
  active: "Runs",
  matured: "Matured, not paid out yet",
  closed: "Paid out",
  renewed: "Renewed",
  closed_early: "Closed early",
} as const;

/** What is agreed of a term deposit: how much, until when, and what happens then. */
export function TermDepositPanel(deposit: TermDepositPanelProps) {
  const { currency, payout, accounts, change, renewsId, renewedById } = deposit;
  return (
    <div className="mb-6">
      <Section title="Term deposit" aside={statusWords[deposit.status]}>
        <div className="grid max-w-[42rem] gap-2">
          <DefinitionList>
            <Leader term="Principal" strong>
              <Money minor={deposit.principalMinor} currency={currency} symbol />
            </Leader>
            <Leader term="From">
              <DateText date={deposit.startsOn} />
            </Leader>
            <Leader term="Matures on">
              <DateText date={deposit.maturesOn} />
            </Leader>
            <Leader term="At maturity">{instructions[deposit.instruction]}</Leader>
            {payout ? (
              <Leader term="Paid to">
                <a href={`${accounts}/${payout.id}`} className="link">{`account ${formatMaskedIban(payout.iban)}`}</a>
              </Leader>
            ) : null}
          </DefinitionList>
          <p className="flex flex-wrap gap-x-4">
            {change ? (
              <a href={change} className="link inline-flex min-h-7 items-center">
                Change what happens at maturity
              </a>
            ) : null}
            {renewsId ? (
              <a href={`${accounts}/${renewsId}`} className="link inline-flex min-h-7 items-center">
                The deposit it renews
              </a>
            ) : null}
            {renewedById ? (
              <a href={`${accounts}/${renewedById}`} className="link inline-flex min-h-7 items-center">
                The deposit that renews it
              </a>
            ) : null}
          </p>
        </div>
      </Section>
    </div>
  );
}
