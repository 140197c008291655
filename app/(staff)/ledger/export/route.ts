import type { NextRequest } from "next/server";
import { isDate } from "@/lib/core/dates";
import { exportTrialBalance } from "@/lib/ledger/export-trial-balance";
import { fileResponse } from "@/lib/web/file-response";
import { requireStaff } from "@/lib/web/session";

/** The trial balance as a CSV file, as its page shows it: of a currency, a branch and a day. */
export async function GET(request: NextRequest): Promise<Response> {
  const ctx = await requireStaff("ledger.read");
  const asked = request.nextUrl.searchParams;
  return fileResponse(ctx, async () => {
    const asOf = asked.get("asOf") ?? "";
    const { csv, currency, day } = await exportTrialBalance(ctx, {
      currency: asked.get("currency") ?? undefined,
      branch: asked.get("branch") ?? undefined,
      asOf: isDate(asOf) ? asOf : undefined,
    });
    return { body: csv, type: "text/csv; charset=utf-8", mark: true, name: `trial-balance-${currency}-${day}.csv` };
  });
}
