import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BankForm } from "@/components/form/bank-form";
import { DateField } from "@/components/form/date-field";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { PageHeader } from "@/components/layout/page-header";
import { ratesNow } from "@/lib/exchange/queries";
import { formatRateOf } from "@/lib/exchange/rate";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { setRateAction } from "./actions";

export const metadata: Metadata = { title: "Set an exchange rate" };

export default async function NewRatePage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("rate.set");
  const { currency: asked } = await urlParams(searchParams, ["currency"]);
  const { baseCurrency, rates } = await ask(ratesNow(ctx));
  const { currency, rate } = rates.find((one) => one.currency === asked) ?? rates[0] ?? notFound();
  const price = `What one ${currency} costs in ${baseCurrency} when`;
  return (
    <>
      <PageHeader
        back={{ href: "/rates", label: "Exchange rates" }}
        title={`Rate for ${currency}`}
        meta={`Prices of one ${currency} in ${baseCurrency}. A finance officer must agree; then it counts at once, or from the beginning of a later day.`}
      />
      <div className="max-w-[29rem]">
        <BankForm
          id="rate"
          action={setRateAction}
          initialKey={randomUUID()}
          defaultValue={{
            bid: rate ? formatRateOf(rate.bid) : "",
            mid: rate ? formatRateOf(rate.mid) : "",
            offer: rate ? formatRateOf(rate.offer) : "",
            validFrom: ctx.businessDate,
          }}
        >
          <HiddenField name="currency" value={currency} />
          <RateField name="bid" label="Bid" hint={`${price} the bank buys it`} autoFocus />
          <RateField name="mid" label="Mid" hint={`${price} the bank values what it holds`} />
          <RateField name="offer" label="Offer" hint={`${price} the bank sells it`} />
          <DateField name="validFrom" label="From" min={ctx.businessDate} />
          <TextField name="reason" label="Where it comes from" hint="The source, or why it changes" maxLength={300} />
          <div>
            <SubmitButton>Ask for this rate</SubmitButton>
          </div>
        </BankForm>
      </div>
    </>
  );
}

type RateFieldProps = { name: string; label: string; hint: string; autoFocus?: boolean };

function RateField(field: RateFieldProps) {
  return <TextField {...field} inputMode="decimal" maxLength={20} width="10rem" />;
}
