import type { Metadata } from "next";
import { BankForm } from "@/components/form/bank-form";
import { DateField } from "@/components/form/date-field";
import { HiddenField } from "@/components/form/hidden-field";
import { MoneyField } from "@/components/form/money-field";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { PageHeader } from "@/components/layout/page-header";
import { boundKinds } from "@/lib/approvals/kinds";
import { moneyKindWords } from "@/lib/approvals/policy-words";
import { deciders, policyRoles } from "@/lib/approvals/schema";
import { bankFacts } from "@/lib/calendar/queries";
import { spokenRole } from "@/lib/identity/staff-rights";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { changePolicyAction } from "../actions";
import { policyHref } from "../limit-href";

export const metadata: Metadata = { title: "Second person from an amount" };

export default async function PolicyPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("limit.manage");
  const query = await urlParams(searchParams, ["currency", "kind", "role", "from"]);
  const bank = await ask(bankFacts(ctx.db));
  const currency = bank.currencies.find((one) => one === query.currency) ?? bank.baseCurrency;
  const others = bank.currencies.filter((one) => one !== currency);
  return (
    <>
      <PageHeader
        back={{ href: "/settings/limits", label: "Limits" }}
        title={`Second person from an amount, in ${currency}`}
        meta={
          <>
            Of several amounts for one act the highest one reached says who must agree. The other currencies:{" "}
            {others.map((one) => (
              <a key={one} href={policyHref({ currency: one })} className="link">
                {one}
              </a>
            ))}
          </>
        }
      />
      <div className="max-w-[29rem]">
        <BankForm
          id="policy"
          action={changePolicyAction}
          defaultValue={{
            kind: query.kind,
            role: query.role ?? "anyone",
            from: query.from,
            effectiveFrom: ctx.businessDate,
          }}
        >
          <HiddenField name="currency" value={currency} />
          <SelectField
            name="kind"
            label="Act"
            options={boundKinds.map((value) => ({ value, label: moneyKindWords[value] }))}
          />
          <SelectField
            name="role"
            label="Done by"
            options={[{ value: "anyone", label: "anyone" }, ...policyRoles.map(option)]}
            placeholder={null}
          />
          <MoneyField name="from" label="From this amount" currency={currency} />
          <SelectField
            name="checkerRole"
            label="Must agree"
            options={[...deciders.map(option), { value: "nobody", label: "nobody any more" }]}
          />
          <DateField name="effectiveFrom" label="Valid from" min={ctx.businessDate} />
          <TextField name="reason" label="Reason" maxLength={300} />
          <div>
            <SubmitButton>Ask for this policy</SubmitButton>
          </div>
        </BankForm>
      </div>
    </>
  );
}

const option = (role: (typeof policyRoles)[number]) => ({ value: role, label: spokenRole(role) });
