import type { NextRequest } from "next/server";
import { suggest } from "@/lib/operations/suggest";
import { requireStaff } from "@/lib/web/session";

/** The closest few things that the text in the search box may mean, while it is being typed. */
export async function GET(request: NextRequest): Promise<Response> {
  const ctx = await requireStaff();
  const found = await suggest(ctx, request.nextUrl.searchParams.get("q") ?? "");
  return Response.json(found, { headers: { "cache-control": "private, no-store" } });
}
