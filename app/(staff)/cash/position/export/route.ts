import type { NextRequest } from "next/server";
import { exportPosition } from "@/lib/cash/export-position";
import { fileResponse } from "@/lib/web/file-response";
import { requireStaff } from "@/lib/web/session";

/** The cash position as a CSV file, of the branch that the page shows. */
export async function GET(request: NextRequest): Promise<Response> {
  const ctx = await requireStaff("cash.read");
  return fileResponse(ctx, async () => ({
    body: await exportPosition(ctx, request.nextUrl.searchParams.get("branch") ?? undefined),
    type: "text/csv; charset=utf-8",
    mark: true,
    name: `cash-position-${ctx.businessDate}.csv`,
  }));
}
