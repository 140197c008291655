import type { NextRequest } from "next/server";
import { exportStatement } from "@/lib/accounts/export-statement";
import { readStatementQuery, statementNames } from "@/lib/accounts/statement-filters";
import { fileResponse } from "@/lib/web/file-response";
import { requireStaff } from "@/lib/web/session";
import { streamOf } from "@/lib/web/stream-of";

/** A byte-order mark tells spreadsheets that a file is UTF-8; programs do without. */
const MARK = "\uFEFF";

/** The statement of an account as a CSV file, with the filters of the page; written as it is read. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const ctx = await requireStaff("movement.read");
  const asked = request.nextUrl.searchParams;
  const query = Object.fromEntries(statementNames.map((name) => [name, asked.get(name) ?? undefined]));
  return fileResponse(async () => {
    const { account, lines } = await exportStatement(
      ctx,
      (await params).id,
      (currency) => readStatementQuery(query, currency, ctx.businessDate).filters,
    );
    return {
      body: streamOf(lines, asked.get("mark") === "no" ? "" : MARK),
      type: "text/csv; charset=utf-8",
      name: `statement-${account.iban}-${ctx.businessDate}.csv`,
    };
  });
}
