import { Panel } from "@/components/layout/panel";
import type { Currency } from "@/lib/core/currencies";
import { formatMoney } from "@/lib/core/money";
import type { PaymentLimit } from "@/lib/payments/limit-queries";
import { setPaymentLimitAction } from "./actions";
import { AmountForm } from "./amount-form";

/** How much customers pay to others in a day by themselves, and the form that changes it. */
export function PaymentLimits({
  currencies,
  limits,
}: {
  currencies: readonly Currency[];
  limits: readonly PaymentLimit[];
}) {
  const words = limits.map(({ perDayMinor, currency }) => formatMoney({ minor: perDayMinor, currency }));
  return (
    <Panel title="What customers pay by themselves">
      <p className="mb-3 text-ink-2 text-staff">
        {words.length > 0
          ? `Each customer may pay ${words.join(" and ")} to others in a day.`
          : "There is no limit to what a customer may pay to others in a day."}
      </p>
      <AmountForm
        id="payment-limit"
        action={setPaymentLimitAction}
        currencies={currencies}
        amount={{
          name: "perDay",
          label: "To others in a day",
          hint: "Between their own accounts it is not counted. Left empty, there is no limit.",
        }}
        ask="Ask for this limit"
      />
    </Panel>
  );
}
