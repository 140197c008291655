import type { NextRequest } from "next/server";
import { exportStatement } from "@/lib/accounts/export-statement";
import { readStatementQuery, type StatementQuery } from "@/lib/accounts/statement-filters";
import { isBankError, statusOf } from "@/lib/core/errors";
import { requireStaff } from "@/lib/web/session";
import { streamOf } from "@/lib/web/stream-of";

const NAMES = ["from", "to", "direction", "kind", "text", "min", "max"] as const satisfies (keyof StatementQuery)[];

/** The statement of an account as a CSV file, with the filters of the page; written as it is read. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const ctx = await requireStaff("movement.read");
  const query = Object.fromEntries(NAMES.map((name) => [name, request.nextUrl.searchParams.get(name) ?? undefined]));
  try {
    const { account, lines } = await exportStatement(
      ctx,
      (await params).id,
      (currency) => readStatementQuery(query, currency).filters,
    );
    // A byte-order mark tells spreadsheets that it is UTF-8.
    return new Response(streamOf(lines, "\uFEFF"), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="statement-${account.iban}-${ctx.businessDate}.csv"`,
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    if (!isBankError(error)) throw error;
    return new Response(error.sentence, { status: statusOf[error.code] });
  }
}
