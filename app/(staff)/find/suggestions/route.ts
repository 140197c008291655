import type { NextRequest } from "next/server";
import { hrefWith } from "@/components/ui/href";
import { recordListView } from "@/lib/audit/record-list-view";
import { may } from "@/lib/identity/authorize";
import { suggest } from "@/lib/operations/suggest";
import { placesNamed } from "@/lib/web/places";
import { requireStaff } from "@/lib/web/session";

const ONE_OF_A_CUSTOMER = /^\/(?:customers|accounts|loans)\/([0-9a-f-]{36})/;

const SHOWN = 8;
const NAME = /^[\p{L}\p{M}'’ .-]{2,}$/u;

/** Nobody is called so: what was typed is carried into a new application. */
const startOf = (name: string) => ({
  href: hrefWith("/customers/new", { name }),
  title: "Start a new customer",
  facts: [name],
});

/** The closest few things that the text in the search box may mean, while it is being typed. */
export async function GET(request: NextRequest): Promise<Response> {
  const ctx = await requireStaff();
  const typed = request.nextUrl.searchParams.get("q") ?? "";
  const found = await suggest(ctx, typed);
  const ids = found.items.flatMap(({ href }) => ONE_OF_A_CUSTOMER.exec(href)?.[1] ?? []);
  await recordListView(ctx, { list: "find", filters: { q: typed }, ids });
  const all = [...placesNamed(ctx.actor, typed), ...found.items];
  const items = all.slice(0, SHOWN);
  const more = found.more || all.length > SHOWN;
  const nothing = items.length === 0;
  if (nothing && !found.problem && NAME.test(typed) && may(ctx.actor, "customer.onboard"))
    items.push(startOf(typed.trim()));
  return Response.json({ ...found, items, more, nothing }, { headers: { "cache-control": "private, no-store" } });
}
