import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import { searchText } from "../core/search-text";
import { authorize, branchScope } from "../identity/authorize";
import { type CustomerRow, customerColumns } from "./queries";

/**
 * Customers of the viewer's scope whose names are spelled nearly as typed, nearest first: for a search that found nobody.
 * The trigram index finds them.
 */
export async function similarCustomers(ctx: Ctx<StaffActor>, typed: string, most: number): Promise<CustomerRow[]> {
  authorize(ctx.actor, "customer.read");
  const text = searchText(typed.slice(0, 120));
  if (!/[a-z]{3}/.test(text)) return [];
  const sql = sqlOf(ctx.db);
  const scope = branchScope(ctx.actor, "customer.read");
  return sql<CustomerRow[]>`
    select ${customerColumns(sql)} from customers c join branches b on b.id = c.branch_id
    where c.search_text %> ${text} ${scope ? sql`and c.branch_id = ${scope}` : sql``}
    order by c.search_text <->> ${text}, c.full_name collate "und-x-icu", c.id limit ${most}`;
}
