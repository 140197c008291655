import { randomUUID } from "node:crypto";
import { BankForm } from "@/components/form/bank-form";
import { RadioGroup } from "@/components/form/choice-fields";
import { CountGrid } from "@/components/form/count-grid";
import { HiddenField } from "@/components/form/hidden-field";
import { MoneyField } from "@/components/form/money-field";
import { SubmitButton } from "@/components/form/submit-button";
import { Panel } from "@/components/layout/panel";
import type { CashPlace } from "@/lib/cash/queries";
import type { Currency } from "@/lib/core/currencies";
import type { Denomination } from "@/lib/core/notes";
import { AlreadyPosted } from "../already-posted";
import { moveVaultCashAction } from "./actions";

type MoveCashProps = {
  places: readonly CashPlace[];
  currency: Currency;
  currencies: readonly Currency[];
  denominations: readonly Denomination[];
};

const directions = [
  { value: "settlement_to_vault", label: "From the settlement account to the vault" },
  { value: "vault_to_settlement", label: "From the vault to the settlement account" },
] as const;

/** Cash between the branch's vault and the settlement account, in one currency at a time. */
export function MoveCash({ places, currency, currencies, denominations }: MoveCashProps) {
  const vault = places.find((place) => place.kind === "vault");
  if (!vault) return null;
  const others = currencies.filter((one) => one !== currency);
  return (
    <Panel
      title={`Settlement account, ${currency}`}
      aside={others.length > 0 ? <OtherCurrencies currencies={others} /> : null}
    >
      <AlreadyPosted formId="move-cash" />
      <BankForm id="move-cash" key={currency} action={moveVaultCashAction} initialKey={randomUUID()} money>
        <HiddenField name="vaultId" value={vault.id} />
        <HiddenField name="currency" value={currency} />
        <RadioGroup name="kind" label="Direction" options={directions} />
        <MoneyField name="amount" currency={currency} />
        <CountGrid
          name="notes"
          caption="Notes moved"
          currency={currency}
          denominations={denominations}
          target="amount"
        />
        <div>
          <p className="mb-3 text-ink-2 text-meta">
            The branch manager agrees first. You then move it from “My requests”.
          </p>
          <SubmitButton amount={{ field: "amount", currency }}>{"Move {amount}"}</SubmitButton>
        </div>
      </BankForm>
    </Panel>
  );
}

function OtherCurrencies({ currencies }: { currencies: readonly Currency[] }) {
  return currencies.map((currency) => (
    <a key={currency} href={`/cash?currency=${currency}`} className="link ms-2">
      in {currency}
    </a>
  ));
}
