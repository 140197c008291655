import type { NextRequest } from "next/server";
import { exportActivity, MOST_ROWS } from "@/lib/operations/export-activity";
import { fileResponse } from "@/lib/web/file-response";
import { requireStaff } from "@/lib/web/session";

const NAMES = ["person", "act", "result", "customer", "subject", "reference", "from", "to"] as const;

/** The activity log as a file with the filters of the page. Its SHA-256 stands in the name and in the log (`sha256sum`). */
export async function GET(request: NextRequest): Promise<Response> {
  const ctx = await requireStaff("activity.read");
  const typed = (name: string) => request.nextUrl.searchParams.get(name)?.slice(0, 600).replaceAll("\0", "");
  const asked = Object.fromEntries(NAMES.map((name) => [name, typed(name) || undefined]));
  return fileResponse(ctx, async () => {
    const { csv, sha256, rows, complete } = await exportActivity(ctx, asked);
    return {
      body: csv,
      type: "text/csv; charset=utf-8",
      name: `activity-${ctx.businessDate}${complete ? "" : `-latest-${MOST_ROWS}`}-${sha256.slice(0, 16)}.csv`,
      headers: {
        "repr-digest": `sha-256=:${Buffer.from(sha256, "hex").toString("base64")}:`,
        "x-rows": String(rows),
        "x-complete": String(complete),
      },
    };
  });
}
