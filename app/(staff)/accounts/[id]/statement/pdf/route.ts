import type { NextRequest } from "next/server";
import { isBankError, statusOf } from "@/lib/core/errors";
import { readPeriod } from "@/lib/statements/account-statement";
import { printStatement } from "@/lib/statements/print-statement";
import { requireStaff } from "@/lib/web/session";

/** The statement of an account over a period as a PDF to hand out. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const ctx = await requireStaff("movement.read");
  const typed = (name: string) => request.nextUrl.searchParams.get(name) ?? undefined;
  try {
    const { period, fault } = readPeriod({ from: typed("from"), to: typed("to") }, ctx.businessDate);
    if (fault) throw fault;
    const { file, iban, number } = await printStatement(ctx, (await params).id, period);
    return new Response(new Uint8Array(file), {
      headers: {
        "content-type": "application/pdf",
        "content-disposition": `attachment; filename="statement-${iban}-${number.replace("/", "-to-")}.pdf"`,
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    if (!isBankError(error)) throw error;
    return new Response(error.sentence, { status: statusOf[error.code] });
  }
}
