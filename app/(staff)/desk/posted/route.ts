import type { NextRequest } from "next/server";
import { postedUnder } from "@/lib/command/posted-under";
import { requireStaff } from "@/lib/web/session";

/** What became of a form that this browser sent before and now shows again. */
export async function GET(request: NextRequest): Promise<Response> {
  const ctx = await requireStaff();
  const posted = await postedUnder(ctx, request.nextUrl.searchParams.get("key"));
  return Response.json(posted, { headers: { "cache-control": "no-store" } });
}
