import { BankForm } from "@/components/form/bank-form";
import { DateField } from "@/components/form/date-field";
import { HiddenField } from "@/components/form/hidden-field";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { ButtonLink } from "@/components/ui/button";
import type { ProductVersion } from "@/lib/products/catalogue";
import { dayCounts, eligibility, feeKinds, interestPeriods, movementFees, productKinds } from "@/lib/products/schema";
import { reviseProductAction } from "./actions";
import { Fields, valuesOf } from "./product-form-parts";

type Props = { initialKey: string; today: string; newest?: ProductVersion };

/** The terms of a product's first or next version. Rates are typed in percent a year, amounts in the product's currency. */
export function ProductForm({ initialKey, today, newest }: Props) {
  return (
    <BankForm
      id="product"
      action={reviseProductAction}
      initialKey={initialKey}
      money
      wide
      defaultValue={
        newest
          ? valuesOf(newest, today)
          : { effectiveFrom: today, minimumAge: "0", eligibleFor: "anyone", interestPeriod: "quarter" }
      }
    >
      <div className="grid max-w-[64rem] gap-6">
        {newest ? (
          <>
            <HiddenField name="code" value={newest.code} />
            <HiddenField name="kind" value={newest.kind} />
            <HiddenField name="name" value={newest.name} />
            <HiddenField name="currency" value={newest.currency} />
          </>
        ) : (
          <Fields title="The product">
            <TextField name="name" label="Name" maxLength={60} autoFocus />
            <TextField name="code" label="Code" hint="Capitals, digits, hyphens: SAVINGS-PLUS" mono maxLength={20} />
            <SelectField name="kind" label="Kind" options={optionsOf(productKinds)} />
            <TextField name="currency" label="Currency" hint="Its ISO code, like EUR" mono maxLength={3} />
          </Fields>
        )}
        <Fields title="From and for">
          <DateField name="effectiveFrom" label="First day" min={today} />
          <SelectField name="eligibleFor" label="For" placeholder={null} options={optionsOf(eligibility)} />
          <TextField name="minimumAge" label="Age from" optional inputMode="numeric" maxLength={3} />
          <TextField name="maximumAge" label="Age to" optional inputMode="numeric" maxLength={3} />
        </Fields>
        <Fields title="Interest">
          <Percent name="annualRate" label="Rate a year, %" />
          <SelectField
            name="dayCount"
            label="Days counted"
            placeholder={null}
            options={dayCounts.map((value) => ({ value, label: value }))}
          />
          <SelectField
            name="tierMethod"
            label="Tiers count"
            placeholder={null}
            options={[
              { value: "band", label: "On the part in the tier" },
              { value: "level", label: "On the whole balance" },
            ]}
          />
          <SelectField
            name="interestPeriod"
            label="Interest paid"
            placeholder={null}
            options={optionsOf(interestPeriods)}
          />
          {[1, 2, 3].flatMap((no) => [
            <Amount key={`from${no}`} name={`tierFrom${no}`} label={`Tier ${no} from`} />,
            <Percent key={`rate${no}`} name={`tierRate${no}`} label={`Tier ${no} rate, %`} optional />,
          ])}
          <Amount name="interestFrom" label="No interest below" />
          <Percent name="earlyRate" label="Rate when closed early, %" optional />
        </Fields>
        <Fields title="Minimums and limits">
          <Amount name="minimumBalance" label="Minimum balance" />
          <Amount name="debitLimit" label="Limit of one payment" />
          <Amount name="overdraftMax" label="Overdraft up to" hint="0: none. Empty: no limit." />
          <Percent name="overdraftRate" label="Overdraft rate, %" optional />
          <Amount name="minAmount" label="Amount from" />
          <Amount name="maxAmount" label="Amount to" />
          <TextField name="minTermMonths" label="Months from" optional inputMode="numeric" maxLength={3} />
          <TextField name="maxTermMonths" label="Months to" optional inputMode="numeric" maxLength={3} />
        </Fields>
        <Fields title="Fees">
          {movementFees.flatMap((kind) => {
            const { label, field } = feeKinds[kind];
            const each = label.replace("Each cash", "Cash").replace("Each transfer", "Transfer");
            return [
              <Amount key={field} name={field} label={label} />,
              <Percent key={`${field}Rate`} name={`${field}Rate`} label={`${each}, % of it`} optional />,
              <Amount key={`${field}Min`} name={`${field}Min`} label={`${each}, at least`} />,
              <Amount key={`${field}Max`} name={`${field}Max`} label={`${each}, at most`} />,
            ];
          })}
          {Object.entries(feeKinds)
            .filter(([kind]) => !movementFees.some((moving) => moving === kind))
            .map(([, { label, field }]) => (
              <Amount key={field} name={field} label={label} />
            ))}
        </Fields>
        <div className="flex flex-wrap gap-3">
          <SubmitButton look="second">Send for approval</SubmitButton>
          <ButtonLink href={newest ? `/products/${newest.code}` : "/products"}>Cancel</ButtonLink>
        </div>
      </div>
    </BankForm>
  );
}

function Amount({ name, label, hint }: { name: string; label: string; hint?: string }) {
  return <TextField name={name} label={label} hint={hint} optional inputMode="decimal" maxLength={24} />;
}

function Percent({ name, label, optional }: { name: string; label: string; optional?: boolean }) {
  return <TextField name={name} label={label} optional={optional} inputMode="decimal" maxLength={8} />;
}

function optionsOf(words: Record<string, string>) {
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}
