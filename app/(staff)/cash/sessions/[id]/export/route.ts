import type { NextRequest } from "next/server";
import { exportJournal } from "@/lib/cash/export-journal";
import { fileResponse } from "@/lib/web/file-response";
import { requireStaff } from "@/lib/web/session";

/** The journal of a till session as a CSV file. */
export async function GET(_request: NextRequest, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const ctx = await requireStaff("cash.read");
  return fileResponse(ctx, async () => {
    const { session, lines } = await exportJournal(ctx, (await params).id);
    const [day] = session.openedAt.split(" ");
    return {
      body: lines,
      type: "text/csv; charset=utf-8",
      mark: true,
      name: `journal-${session.till.toLowerCase().replaceAll(" ", "-")}-${day}.csv`,
    };
  });
}
