import { randomUUID } from "node:crypto";
import { BankForm } from "@/components/form/bank-form";
import { CountGrid } from "@/components/form/count-grid";
import { HiddenField } from "@/components/form/hidden-field";
import { MoneyField } from "@/components/form/money-field";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import type { OwnPowers } from "@/lib/approvals/own-powers";
import type { CashDrawer } from "@/lib/cash/count-queries";
import type { Currency } from "@/lib/core/currencies";
import { OwnPowersNote } from "../accounts/own-powers-note";
import { AlreadyPosted } from "../already-posted";
import { offerCashAction } from "./actions";

type GiveCashProps = {
  fromId: string;
  /** The session of the till that it leaves. */
  tillSessionId?: string;
  currency: Currency;
  drawer: CashDrawer;
  receivers: readonly { id: string; name: string; holder: string | null }[];
  /** What whoever keeps the vault that it leaves may move alone. */
  powers?: OwnPowers;
};

/** Hands cash of one's own till or vault to a colleague, note by note; it is theirs once they take it. */
export function GiveCash({ fromId, tillSessionId, currency, drawer, receivers, powers }: GiveCashProps) {
  if (receivers.length === 0) return <p className="text-ink-2">No colleague has a till open.</p>;
  const [second] = powers?.rungs ?? [];
  return (
    <>
      <AlreadyPosted formId="give-cash" />
      <BankForm id="give-cash" key={currency} action={offerCashAction} initialKey={randomUUID()} money>
        <HiddenField name="fromId" value={fromId} />
        {tillSessionId ? <HiddenField name="tillSessionId" value={tillSessionId} /> : null}
        <HiddenField name="currency" value={currency} />
        <SelectField
          name="toId"
          label="To"
          placeholder={null}
          options={receivers.map(({ id, name, holder }) => ({
            value: id,
            label: holder ? `${name}, ${holder}` : name,
          }))}
        />
        <MoneyField name="amount" currency={currency} />
        <CountGrid
          name="notes"
          caption="Notes handed over"
          currency={currency}
          denominations={drawer.denominations}
          stock={drawer.stock}
          target="amount"
          f4
        />
        {powers ? <OwnPowersNote formId="give-cash" currency={currency} powers={powers} /> : null}
        <div>
          <SubmitButton
            amount={{ field: "amount", currency }}
            {...(second ? { from: { minor: second.fromMinor, says: "Send {amount} for approval" } } : {})}
          >
            {"Hand over {amount}"}
          </SubmitButton>
        </div>
      </BankForm>
    </>
  );
}
