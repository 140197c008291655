import type { NextRequest } from "next/server";
import { recordListView } from "@/lib/audit/record-list-view";
import { suggest } from "@/lib/operations/suggest";
import { placesNamed } from "@/lib/web/places";
import { requireStaff } from "@/lib/web/session";

const ONE_OF_A_CUSTOMER = /^\/(?:customers|accounts|loans)\/([0-9a-f-]{36})/;

/** The closest few things that the text in the search box may mean, while it is being typed. */
export async function GET(request: NextRequest): Promise<Response> {
  const ctx = await requireStaff();
  const typed = request.nextUrl.searchParams.get("q") ?? "";
  const found = await suggest(ctx, typed);
  const ids = found.items.flatMap(({ href }) => ONE_OF_A_CUSTOMER.exec(href)?.[1] ?? []);
  await recordListView(ctx, { list: "find", filters: { q: typed }, ids });
  const items = [...placesNamed(ctx.actor, typed), ...found.items];
  return Response.json({ ...found, items }, { headers: { "cache-control": "private, no-store" } });
}
