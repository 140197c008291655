import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { MoneyField } from "@/components/form/money-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { placeLimits } from "@/lib/cash/limit-queries";
import type { Currency } from "@/lib/core/currencies";
import { decimalText, formatMoney, money } from "@/lib/core/money";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { setCashLimitAction } from "./actions";

export const metadata: Metadata = { title: "Cash limits" };

export default async function CashLimitsPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("cash.limit");
  const place = (await ask(placeLimits(ctx, (await params).id))) ?? notFound();
  const typed = (minor: bigint | null, currency: Currency) => (minor === null ? "" : decimalText(minor, currency));
  return (
    <>
      <PageHeader
        back={{ href: "/cash", label: "Cash" }}
        title={`Limits of ${place.name}`}
        meta="Above the soft limit the desk says so. Above the hard limit nothing more comes in. Empty is no limit."
      />
      {place.limits.map(({ currency, heldMinor, softMinor, hardMinor }) => (
        <Section
          key={currency}
          title={currency}
          aside={heldMinor === null ? "being counted" : `holds ${formatMoney(money(heldMinor, currency))}`}
        >
          <BankForm
            id={`limit-${currency}`}
            action={setCashLimitAction}
            initialKey={randomUUID()}
            defaultValue={{ soft: typed(softMinor, currency), hard: typed(hardMinor, currency) }}
          >
            <HiddenField name="pointId" value={place.id} />
            <HiddenField name="currency" value={currency} />
            <MoneyField name="soft" label="Soft limit" currency={currency} />
            <MoneyField name="hard" label="Hard limit" currency={currency} />
            <TextArea name="reason" label="Reason" rows={2} />
            <div>
              <SubmitButton keys={null}>{`Ask for these limits in ${currency}`}</SubmitButton>
            </div>
          </BankForm>
        </Section>
      ))}
    </>
  );
}
