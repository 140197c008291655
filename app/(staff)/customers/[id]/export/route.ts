import type { NextRequest } from "next/server";
import { isBankError, statusOf } from "@/lib/core/errors";
import { exportCustomer } from "@/lib/reports/export-customer";
import { requireStaff } from "@/lib/web/session";
import { streamOf } from "@/lib/web/stream-of";

/** Everything the bank holds of a customer that is theirs to have, as a file. */
export async function GET(_: NextRequest, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const ctx = await requireStaff("customer.export");
  try {
    const { customer, pieces } = await exportCustomer(ctx, (await params).id);
    return new Response(streamOf(pieces), {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": `attachment; filename="customer-${customer.customerNo}-${ctx.businessDate}.json"`,
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    if (!isBankError(error)) throw error;
    return new Response(error.sentence, { status: statusOf[error.code] });
  }
}
