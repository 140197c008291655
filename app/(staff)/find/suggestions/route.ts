import type { NextRequest } from "next/server";
import { suggest } from "@/lib/operations/suggest";
import { placesNamed } from "@/lib/web/places";
import { requireStaff } from "@/lib/web/session";

/** The closest few things that the text in the search box may mean, while it is being typed. */
export async function GET(request: NextRequest): Promise<Response> {
  const ctx = await requireStaff();
  const typed = request.nextUrl.searchParams.get("q") ?? "";
  const found = await suggest(ctx, typed);
  const items = [...placesNamed(ctx.actor, typed), ...found.items];
  return Response.json({ ...found, items }, { headers: { "cache-control": "private, no-store" } });
}
