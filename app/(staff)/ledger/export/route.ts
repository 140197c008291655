import type { NextRequest } from "next/server";
import { hrefWith } from "@/components/ui/href";
import { exportTrialBalance } from "@/lib/reports/export-trial-balance";
import { fileResponse } from "@/lib/web/file-response";
import { requireStaff } from "@/lib/web/session";

/** The trial balance as a CSV file or a PDF, as its page shows it: of a currency, a branch and a day. What refuses it is told there. */
export async function GET(request: NextRequest): Promise<Response> {
  const ctx = await requireStaff("ledger.read");
  const asked = request.nextUrl.searchParams;
  const of = (name: string) => asked.get(name)?.slice(0, 600) || undefined;
  const query = { currency: of("currency"), branch: of("branch"), asOf: of("asOf") };
  return fileResponse(
    ctx,
    async () => {
      const format = asked.get("format") === "pdf" ? "pdf" : "csv";
      const { file, currency, day } = await exportTrialBalance(ctx, { ...query, format });
      const name = `trial-balance-${currency}-${day}.${format}`;
      return typeof file === "string"
        ? { body: file, type: "text/csv; charset=utf-8", mark: true, name }
        : { body: new Uint8Array(file), type: "application/pdf", name };
    },
    ({ code, reason }) =>
      code === "not_found" || code === "forbidden" ? null : hrefWith("/ledger", { ...query, refused: reason }),
  );
}
