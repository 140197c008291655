import type { NextRequest } from "next/server";
import { readPeriod } from "@/lib/statements/account-statement";
import { exportCamt053 } from "@/lib/statements/export-camt053";
import { fileResponse } from "@/lib/web/file-response";
import { requireStaff } from "@/lib/web/session";

/** The statement of an account over a period as an ISO 20022 message. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const ctx = await requireStaff("movement.read");
  const typed = (name: string) => request.nextUrl.searchParams.get(name) ?? undefined;
  return fileResponse(async () => {
    const { period, fault } = readPeriod({ from: typed("from"), to: typed("to") }, ctx.businessDate);
    if (fault) throw fault;
    const { file, iban, number } = await exportCamt053(ctx, (await params).id, period);
    return {
      body: file,
      type: "application/xml; charset=utf-8",
      name: `camt.053-${iban}-${number.replace("/", "-to-")}.xml`,
    };
  });
}
