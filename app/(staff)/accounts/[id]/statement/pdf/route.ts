import type { NextRequest } from "next/server";
import { readPeriod } from "@/lib/statements/account-statement";
import { printStatement } from "@/lib/statements/print-statement";
import { fileResponse } from "@/lib/web/file-response";
import { requireStaff } from "@/lib/web/session";

/** The statement of an account over a period as a PDF to hand out. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const ctx = await requireStaff("movement.read");
  const typed = (name: string) => request.nextUrl.searchParams.get(name) ?? undefined;
  return fileResponse(async () => {
    const { period, fault } = readPeriod({ from: typed("from"), to: typed("to") }, ctx.businessDate);
    if (fault) throw fault;
    const { file, iban, number } = await printStatement(ctx, (await params).id, period);
    return {
      body: new Uint8Array(file),
      type: "application/pdf",
      name: `statement-${iban}-${number.replace("/", "-to-")}.pdf`,
    };
  });
}
