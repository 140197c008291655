import type { NextRequest } from "next/server";
import { exportJournal } from "@/lib/cash/export-journal";
import { isBankError, statusOf } from "@/lib/core/errors";
import { csvResponse } from "@/lib/web/csv-response";
import { requireStaff } from "@/lib/web/session";

/** The journal of a till session as a CSV file. */
export async function GET(_request: NextRequest, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const ctx = await requireStaff("cash.read");
  try {
    const { session, lines } = await exportJournal(ctx, (await params).id);
    const [day] = session.openedAt.split(" ");
    return csvResponse(`journal-${session.till.toLowerCase().replaceAll(" ", "-")}-${day}`, lines);
  } catch (error) {
    if (!isBankError(error)) throw error;
    return new Response(error.sentence, { status: statusOf[error.code] });
  }
}
