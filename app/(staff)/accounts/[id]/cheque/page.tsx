import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BankForm } from "@/components/form/bank-form";
import { DateField } from "@/components/form/date-field";
import { HiddenField } from "@/components/form/hidden-field";
import { MoneyField } from "@/components/form/money-field";
import { TextField } from "@/components/form/text-field";
import { PageHeader } from "@/components/layout/page-header";
import { accountInView } from "@/lib/accounts/account-in-view";
import { accountStop } from "@/lib/accounts/stop-queries";
import { ownPowers } from "@/lib/approvals/own-powers";
import { addDays, addMonths, formatDate } from "@/lib/core/dates";
import { CLEARING_DAYS, MONTHS_GOOD } from "@/lib/payments/cheque-days";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { ownerNames } from "../../account-words";
import { backToAccount } from "../../back-to-account";
import { AccountStopped, accountChanges, ChosenAccount, Service } from "../../cash-service";
import { MoneyEnd } from "../../money-end";
import { OwnPowersNote } from "../../own-powers-note";
import { WithOwner } from "../../with-owner";
import { payInChequeAction } from "./actions";

export const metadata: Metadata = { title: "Cheque" };

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function ChequePage({ params, searchParams }: Props) {
  const ctx = await requireStaff("cheque.pay_in");
  const { id } = await params;
  const [found, stop] = await ask(Promise.all([accountInView(ctx, id), accountStop(ctx, id, "in")]));
  const account = found ?? notFound();
  const powers = await ask(ownPowers(ctx, "cheque.pay_in", account.currency));
  const typed = await urlParams(searchParams, ["amount", "bank", "number"]);
  const today = ctx.businessDate;
  const [booked] = accountChanges(account, "adds");
  const clearsOn = formatDate(addDays(today, CLEARING_DAYS));
  const changes = [
    ...(booked ? [booked] : []),
    {
      label: "Available",
      beforeMinor: account.availableMinor,
      effect: "none" as const,
      note: `Held until the cheque is cleared, about ${clearsOn}.`,
    },
  ];
  return (
    <WithOwner account={account} today={today}>
      <PageHeader
        back={backToAccount(account)}
        title="Cheque"
        meta="On another bank. It is credited at once and held until that bank has paid it."
      />
      {stop ? (
        <AccountStopped account={account} stop={stop} />
      ) : (
        <Service
          formId="cheque"
          currency={account.currency}
          changes={changes}
          side={
            <p className="text-ink-2">
              Look at the date, the signature and that words and figures agree. What is in clearing stands under{" "}
              <a href="/payments/cheques" className="link">
                Cheques
              </a>
              .
            </p>
          }
        >
          <BankForm
            id="cheque"
            action={payInChequeAction}
            initialKey={randomUUID()}
            money
            defaultValue={{ drawnOn: today, ...typed }}
          >
            <HiddenField name="iban" value={account.iban} />
            <ChosenAccount label="Account" account={account} />
            <MoneyField name="amount" currency={account.currency} big autoFocus />
            <TextField name="bank" label="Drawn on bank" maxLength={60} />
            <TextField name="number" label="Cheque number" mono inputMode="numeric" maxLength={24} width="14rem" />
            <DateField name="drawnOn" label="Date on the cheque" min={addMonths(today, -MONTHS_GOOD)} max={today} />
            <OwnPowersNote formId="cheque" currency={account.currency} powers={powers} />
            <MoneyEnd
              currency={account.currency}
              cancelHref={`/accounts/${account.id}`}
              secondFromMinor={powers.rungs[0]?.fromMinor}
            >
              {`Take the cheque of {amount} for ${ownerNames(account.owners)}`}
            </MoneyEnd>
          </BankForm>
        </Service>
      )}
    </WithOwner>
  );
}
