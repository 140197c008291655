import { notFound } from "next/navigation";
import type { NextRequest } from "next/server";
import { exportStatement } from "@/lib/accounts/export-statement";
import { readPeriod } from "@/lib/statements/account-statement";
import { exportCamt053 } from "@/lib/statements/export-camt053";
import { printStatement } from "@/lib/statements/print-statement";
import { fileResponse } from "@/lib/web/file-response";
import { requireCustomer } from "@/lib/web/session";
import { streamOf } from "@/lib/web/stream-of";

type Props = { params: Promise<{ id: string; format: string }> };

/** A customer's own statement over a period: as a PDF, as CSV, or as an ISO 20022 message. */
export async function GET(request: NextRequest, { params }: Props): Promise<Response> {
  const ctx = await requireCustomer();
  const { id, format } = await params;
  if (!["pdf", "csv", "camt053"].includes(format)) return notFound();
  const typed = (name: string) => request.nextUrl.searchParams.get(name) ?? undefined;
  return fileResponse(async () => {
    const { period, fault } = readPeriod({ from: typed("from"), to: typed("to") }, ctx.businessDate);
    if (fault) throw fault;
    if (format === "csv") {
      const { account, lines } = await exportStatement(ctx, id, () => period);
      // A byte-order mark tells spreadsheets that it is UTF-8.
      const body = streamOf(lines, "\uFEFF");
      return { body, type: "text/csv; charset=utf-8", name: `statement-${account.iban}-${period.from}.csv` };
    }
    if (format === "camt053") {
      const { file, iban, number } = await exportCamt053(ctx, id, period);
      return { body: file, type: "application/xml; charset=utf-8", name: `camt.053-${iban}-${inName(number)}.xml` };
    }
    const { file, iban, number } = await printStatement(ctx, id, period);
    return { body: new Uint8Array(file), type: "application/pdf", name: `statement-${iban}-${inName(number)}.pdf` };
  });
}

const inName = (number: string) => number.replace("/", "-to-");
