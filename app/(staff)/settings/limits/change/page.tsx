import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BankForm } from "@/components/form/bank-form";
import { DateField } from "@/components/form/date-field";
import { HiddenField } from "@/components/form/hidden-field";
import { MoneyField } from "@/components/form/money-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { PageHeader } from "@/components/layout/page-header";
import { limitOf } from "@/lib/approvals/limit-queries";
import { limitRoles } from "@/lib/approvals/schema";
import { bankFacts } from "@/lib/calendar/queries";
import { readStaff } from "@/lib/identity/staff-queries";
import { spokenRole } from "@/lib/identity/staff-rights";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { changeLimitAction } from "../actions";
import { plain } from "../limit-href";

export const metadata: Metadata = { title: "Change a limit" };

export default async function ChangeLimitPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("limit.manage");
  const query = await urlParams(searchParams, ["role", "user", "currency"]);
  const role = limitRoles.find((one) => one === query.role) ?? null;
  if (!role && !query.user) notFound();
  const [bank, colleague] = await ask(
    Promise.all([bankFacts(ctx.db), role || !query.user ? null : readStaff(ctx, query.user)]),
  );
  const currency = bank.currencies.find((one) => one === query.currency) ?? bank.baseCurrency;
  const userId = colleague?.id ?? null;
  const now = await ask(limitOf(ctx, { role, userId, currency }));
  const whose = colleague?.name ?? spokenRole(role ?? "teller");
  const typed = (minor: bigint | null | undefined) => (minor == null ? undefined : plain(minor, currency));
  return (
    <>
      <PageHeader
        back={{ href: "/settings/limits", label: "Limits" }}
        title={`Limits in ${currency}: ${whose}`}
        meta="An amount left empty is no limit. Another administrator must agree; then everyone whose limit it is, is told."
      />
      <div className="max-w-[29rem]">
        <BankForm
          id="limit"
          action={changeLimitAction}
          defaultValue={{
            perTransaction: typed(now?.perTransactionMinor),
            perDay: typed(now?.perDayMinor),
            secondFrom: typed(now?.secondFromMinor),
            effectiveFrom: ctx.businessDate,
          }}
        >
          {role ? <HiddenField name="role" value={role} /> : null}
          {userId ? <HiddenField name="userId" value={userId} /> : null}
          <HiddenField name="currency" value={currency} />
          <MoneyField name="perTransaction" label="One transaction" currency={currency} autoFocus />
          <MoneyField name="perDay" label="One banking day" currency={currency} />
          <MoneyField
            name="secondFrom"
            label="Second person from"
            hint="Beside what the policies ask for each act"
            currency={currency}
          />
          <DateField name="effectiveFrom" label="Valid from" min={ctx.businessDate} />
          <TextField name="reason" label="Reason" maxLength={300} />
          <div>
            <SubmitButton>Ask for this limit</SubmitButton>
          </div>
        </BankForm>
      </div>
    </>
  );
}
