import { randomUUID } from "node:crypto";
import { Money } from "@/components/bank/money";
import { BankForm } from "@/components/form/bank-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Panel } from "@/components/layout/panel";
import { DefinitionList, Leader } from "@/components/ui/definition-list";
import type { MyTill } from "@/lib/cash/queries";
import { closeTillAction } from "./actions";

/** The end of the session: what must be in the drawer, and the button that closes it. */
export function CloseTill({ till }: { till: MyTill }) {
  return (
    <Panel title="End of the session">
      <DefinitionList>
        {till.cash.map(({ currency, expectedMinor }) => (
          <Leader key={currency} term={currency} strong>
            <Money minor={expectedMinor} currency={currency} />
          </Leader>
        ))}
      </DefinitionList>
      <p className="my-3 text-ink-2 text-meta">
        The cash stays in the till for the next session. The vault custodian brings it to the vault.
      </p>
      <BankForm id="close-till" action={closeTillAction} initialKey={randomUUID()}>
        <div>
          <SubmitButton look="ghost" keys={null}>{`Close ${till.name}`}</SubmitButton>
        </div>
      </BankForm>
    </Panel>
  );
}
