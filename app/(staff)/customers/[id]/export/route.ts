import type { NextRequest } from "next/server";
import { exportCustomer } from "@/lib/reports/export-customer";
import { fileResponse } from "@/lib/web/file-response";
import { requireStaff } from "@/lib/web/session";

/** Everything the bank holds of a customer that is theirs to have, as a file. */
export async function GET(_: NextRequest, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const ctx = await requireStaff("customer.export");
  return fileResponse(ctx, async () => {
    const { customer, pieces } = await exportCustomer(ctx, (await params).id);
    return {
      body: pieces,
      type: "application/json; charset=utf-8",
      name: `customer-${customer.customerNo}-${ctx.businessDate}.json`,
    };
  });
}
