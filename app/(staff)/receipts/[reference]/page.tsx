import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PrintNow } from "@/components/bank/print-now";
import { ReceiptPaper } from "@/components/bank/receipt-paper";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Mark } from "@/components/ui/status";
import { mayUndo } from "@/lib/cash/undo-queries";
import { formatDate } from "@/lib/core/dates";
import { printsOf } from "@/lib/statements/print-receipt";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { printReceiptAction } from "./actions";
import { paperFor } from "./paper-for";

export const metadata: Metadata = { title: "Receipt" };

type Props = { params: Promise<{ reference: string }>; searchParams: SearchParams };

export default async function ReceiptPage({ params, searchParams }: Props) {
  const ctx = await requireStaff("movement.read");
  const found = (await ask(paperFor(ctx, (await params).reference))) ?? notFound();
  const { reference } = found.paper;
  const { print } = await urlParams(searchParams, ["print"]);
  const [prints, undoable] = await ask(Promise.all([printsOf(ctx, reference), mayUndo(ctx, reference)]));
  // The paper itself was printed once, just now; whatever leaves the printer later is a copy with a number.
  const fresh = print !== undefined && print === String(prints - 1);
  const no = fresh ? prints - 1 : prints;
  return (
    <>
      <div data-no-print="">
        <PageHeader
          eyebrow={<Mark icon="check" word="Posted" tone="ok" />}
          title={found.paper.title}
          meta={`Booked on ${formatDate(found.bookingDate)}`}
          actions={
            <>
              <BankForm id="print" action={printReceiptAction} initialKey={randomUUID()}>
                <HiddenField name="reference" value={reference} />
                <SubmitButton look="ghost" keys="F8">
                  {prints === 0 ? "Print receipt" : `Print copy ${prints}`}
                </SubmitButton>
              </BankForm>
              <ButtonLink href={found.back.href} look="primary" keys="F9">
                {found.back.label}
              </ButtonLink>
              {undoable ? <ButtonLink href={`/receipts/${reference}/undo`}>Undo</ButtonLink> : null}
              {found.entryHref ? <ButtonLink href={found.entryHref}>Ledger entry</ButtonLink> : null}
            </>
          }
        />
      </div>
      <ReceiptPaper {...found.paper} {...(no > 0 ? { copy: `COPY ${no}` } : {})} />
      {fresh ? <PrintNow /> : null}
    </>
  );
}
