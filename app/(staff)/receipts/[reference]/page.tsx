import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PrintReceipt } from "@/components/bank/print-receipt";
import { ReceiptPaper } from "@/components/bank/receipt-paper";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Mark } from "@/components/ui/status";
import { mayUndo } from "@/lib/cash/undo-queries";
import { formatDate } from "@/lib/core/dates";
import { printsOf } from "@/lib/statements/print-receipt";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { paperFor } from "./paper-for";

export const metadata: Metadata = { title: "Receipt" };

export default async function ReceiptPage({ params }: { params: Promise<{ reference: string }> }) {
  const ctx = await requireStaff("movement.read");
  const found = (await ask(paperFor(ctx, (await params).reference))) ?? notFound();
  const { reference } = found.paper;
  const [prints, undoable] = await ask(Promise.all([printsOf(ctx, reference), mayUndo(ctx, reference)]));
  return (
    <>
      <div data-no-print="">
        <PageHeader
          eyebrow={<Mark icon="check" word="Posted" tone="ok" />}
          title={found.paper.title}
          meta={`Booked on ${formatDate(found.bookingDate)}`}
          actions={
            <>
              <PrintReceipt reference={reference} prints={prints} />
              <ButtonLink href={found.back.href} look="primary" keys="F9">
                {found.back.label}
              </ButtonLink>
              {undoable ? <ButtonLink href={`/receipts/${reference}/undo`}>Undo</ButtonLink> : null}
              {found.entryHref ? <ButtonLink href={found.entryHref}>Ledger entry</ButtonLink> : null}
            </>
          }
        />
      </div>
      <ReceiptPaper {...found.paper} prints={prints} />
    </>
  );
}
