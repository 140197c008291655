import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PrintButton } from "@/components/bank/print-button";
import { ReceiptPaper } from "@/components/bank/receipt-paper";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Mark } from "@/components/ui/status";
import { formatDate } from "@/lib/core/dates";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { paperFor } from "./paper-for";

export const metadata: Metadata = { title: "Receipt" };

export default async function ReceiptPage({ params }: { params: Promise<{ reference: string }> }) {
  const ctx = await requireStaff("movement.read");
  const found = (await ask(paperFor(ctx, (await params).reference))) ?? notFound();
  return (
    <>
      <div data-no-print="">
        <PageHeader
          eyebrow={<Mark icon="check" word="Posted" tone="ok" />}
          title={found.paper.title}
          meta={`Booked on ${formatDate(found.bookingDate)}`}
          actions={
            <>
              <PrintButton />
              <ButtonLink href={found.back.href} look="primary" keys="F9">
                {found.back.label}
              </ButtonLink>
              {found.entryHref ? <ButtonLink href={found.entryHref}>Ledger entry</ButtonLink> : null}
            </>
          }
        />
      </div>
      <ReceiptPaper {...found.paper} />
    </>
  );
}
