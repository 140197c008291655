import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PrintButton } from "@/components/bank/print-button";
import { ButtonLink } from "@/components/ui/button";
import { hrefWith } from "@/components/ui/href";
import { Icon } from "@/components/ui/icon";
import { readOwn } from "@/lib/command/read-own";
import { formatDate } from "@/lib/core/dates";
import { formatIban } from "@/lib/core/iban";
import { formatMoney } from "@/lib/core/money";
import { type AfterReceipt, afterReceipt } from "@/lib/statements/after-receipt";
import { type Receipt, receiptOf } from "@/lib/statements/receipt";
import { extraLines } from "@/lib/statements/receipt-paper";
import { ask } from "@/lib/web/ask";
import { requireCustomer } from "@/lib/web/session";

export const metadata: Metadata = { title: "Receipt" };

export default async function ReceiptPage({ params }: { params: Promise<{ reference: string }> }) {
  const ctx = await requireCustomer();
  const { reference } = await params;
  const receipt = await ask(readOwn(ctx, (own) => receiptOf(own, reference)));
  if (!receipt) notFound();
  const next = await ask(readOwn(ctx, (own) => afterReceipt(own, receipt)));
  return (
    <div className="max-w-[28rem]">
      <p className="flex items-center gap-2 font-semibold text-accent">
        <Icon name="check" /> Posted
      </p>
      <h1 className="mt-1">
        <span className="block font-medium text-hero">{amountOf(receipt)}</span>
        <bdi className="block">{receipt.text}</bdi>
      </h1>
      <dl className="mt-4 grid gap-3 border-rule border-y py-4">
        {linesOf(receipt).map(([term, value]) => (
          <div key={term}>
            <dt className="text-ink-2 text-staff">{term}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
        <div>
          <dt className="text-ink-2 text-staff">Reference</dt>
          <dd className="select-all font-mono">{receipt.reference}</dd>
        </div>
      </dl>
      <div className="mt-5 flex flex-wrap gap-2.5" data-no-print="">
        <ButtonLink href="/my" look="primary">
          Go to overview
        </ButtonLink>
        <NextStep reference={receipt.reference} next={next} />
        <PrintButton>Print</PrintButton>
      </div>
    </div>
  );
}

function NextStep({ reference, next }: { reference: string; next: AfterReceipt | null }) {
  if (!next) return null;
  if ("loanId" in next) return <ButtonLink href={`/my/loans/${next.loanId}`}>See the loan</ButtonLink>;
  return <ButtonLink href={hrefWith("/my/transfer", { again: reference })}>Pay again</ButtonLink>;
}

function amountOf({ changeMinor, currency }: Receipt): string {
  const minor = changeMinor < 0n ? -changeMinor : changeMinor;
  return `${changeMinor > 0n ? "+" : ""}${formatMoney({ minor, currency })}`;
}

function linesOf(receipt: Receipt): [string, string][] {
  const { changeMinor, balanceMinor, currency, accountIban, note, at, bookingDate, valueDate, bank, branch, servedBy } =
    receipt;
  const [day = bookingDate, time = ""] = at.split(" ");
  return [
    [changeMinor < 0n ? "From your account" : "To your account", formatIban(accountIban)],
    ...(receipt.exchanged ? ([["Exchanged", receipt.exchanged]] as [string, string][]) : []),
    ...(receipt.rates.length > 0 ? ([["Rate", receipt.rates.join(", ")]] as [string, string][]) : []),
    ...extraLines(receipt).map(({ term, value }): [string, string] => [term, value]),
    ...(note ? ([["Note", note]] as [string, string][]) : []),
    ["Banking day", formatDate(bookingDate)],
    ...(valueDate === bookingDate ? [] : ([["Value date", formatDate(valueDate)]] as [string, string][])),
    ["Booked at", `${formatDate(day)}, ${time}`],
    ["Balance after it", formatMoney({ minor: balanceMinor, currency })],
    ["Where", servedBy === "Self-service" ? `${bank}, self-service` : `${bank}, ${branch}, ${servedBy}`],
  ];
}
