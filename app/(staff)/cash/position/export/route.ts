import type { NextRequest } from "next/server";
import { placePositions, positionCsv } from "@/lib/cash/position-queries";
import { csvResponse } from "@/lib/web/csv-response";
import { requireStaff } from "@/lib/web/session";

/** The cash position as a CSV file, of the branch that the page shows. */
export async function GET(request: NextRequest): Promise<Response> {
  const ctx = await requireStaff("cash.read");
  const positions = await placePositions(ctx, request.nextUrl.searchParams.get("branch") ?? undefined);
  const lines = async function* () {
    yield positionCsv(positions);
  };
  return csvResponse(`cash-position-${ctx.businessDate}`, lines());
}
