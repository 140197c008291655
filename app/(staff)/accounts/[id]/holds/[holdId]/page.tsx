import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { MoneyField } from "@/components/form/money-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { PageHeader } from "@/components/layout/page-header";
import { Columns, Section } from "@/components/layout/section";
import { accountInView } from "@/lib/accounts/account-in-view";
import { type HoldRow, holdOn } from "@/lib/accounts/hold-queries";
import { holdReasons } from "@/lib/accounts/schema";
import { neededFor, type OwnPowers, ownPowers } from "@/lib/approvals/own-powers";
import { decimalText, formatMoney } from "@/lib/core/money";
import { may } from "@/lib/identity/authorize";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { OwnPowersNote } from "../../../own-powers-note";
import { WithOwner } from "../../../with-owner";
import { captureHoldAction, releaseHoldAction } from "./actions";
import { HoldFacts } from "./hold-facts";

export const metadata: Metadata = { title: "Hold" };

export default async function HoldDetailPage({ params }: { params: Promise<{ id: string; holdId: string }> }) {
  const ctx = await requireStaff("account.read");
  const { id, holdId } = await params;
  const account = (await ask(accountInView(ctx, id))) ?? notFound();
  const hold = (await ask(holdOn(ctx, account.id, holdId))) ?? notFound();
  const isOpen = hold.status === "active";
  const [capture, release] = await ask(
    Promise.all([
      // A capture pays, so that what binds transfers binds it.
      isOpen && may(ctx.actor, "hold.capture") ? ownPowers(ctx, "transfer.create", hold.currency) : null,
      isOpen && may(ctx.actor, "hold.release") ? ownPowers(ctx, "hold.release", hold.currency) : null,
    ]),
  );
  return (
    <WithOwner account={account} today={ctx.businessDate}>
      <PageHeader
        back={{ href: `/accounts/${account.id}/holds`, label: "Holds" }}
        title={`${holdReasons[hold.reason]}, ${formatMoney({ minor: hold.amountMinor, currency: hold.currency })}`}
        aside={<span className="select-all font-mono">{hold.reference}</span>}
        meta={hold.note ? <bdi>{hold.note}</bdi> : undefined}
      />
      <Columns side={<HoldFacts hold={hold} />}>
        {capture ? <Capture hold={hold} powers={capture} /> : null}
        {release ? <Release hold={hold} powers={release} /> : null}
      </Columns>
    </WithOwner>
  );
}

type EndProps = { hold: HoldRow; powers: OwnPowers };

/** An open hold is captured to another account, whole or in part. */
function Capture({ hold: { id, currency, amountMinor }, powers }: EndProps) {
  const [captured] = powers.rungs;
  return (
    <Section title="Capture" aside="What is not captured is released.">
      <div className="max-w-[29rem]">
        <BankForm
          id="capture"
          action={captureHoldAction}
          initialKey={randomUUID()}
          money
          defaultValue={{ amount: decimalText(amountMinor, currency) }}
        >
          <HiddenField name="holdId" value={id} />
          <TextField name="to" label="To IBAN" mono maxLength={42} spellCheck={false} />
          <MoneyField name="amount" currency={currency} />
          <OwnPowersNote formId="capture" currency={currency} powers={powers} />
          <SubmitButton
            amount={{ field: "amount", currency }}
            {...(captured ? { from: { minor: captured.fromMinor, says: "Send {amount} for approval" } } : {})}
          >
            {"Capture {amount}"}
          </SubmitButton>
        </BankForm>
      </div>
    </Section>
  );
}

/** An open hold is let go. */
function Release({ hold: { id, currency, amountMinor }, powers }: EndProps) {
  const whole = formatMoney({ minor: amountMinor, currency });
  return (
    <Section title="Release" aside="The owner can spend it again.">
      <BankForm id="release" action={releaseHoldAction} initialKey={randomUUID()}>
        <HiddenField name="holdId" value={id} />
        <OwnPowersNote formId="release" currency={currency} powers={powers} minor={amountMinor} />
        <SubmitButton look="danger" keys={null}>
          {neededFor(powers, amountMinor) ? `Send the release of ${whole} for approval` : `Release ${whole}`}
        </SubmitButton>
      </BankForm>
    </Section>
  );
}
