import { type AccountPage, accountPage } from "../accounts/queries";
import { type StatementRow, statementPage } from "../accounts/statement";
import { type ReadStatementQuery, readStatementQuery, type StatementQuery } from "../accounts/statement-filters";
import type { Ctx, CustomerActor } from "../core/context";
import type { Cursor, Page } from "../core/paging";

export type CustomerAccountPage = {
  account: AccountPage;
  page: Page<StatementRow>;
} & Omit<ReadStatementQuery, "filters">;

/** A customer's own account with one page of its movements, or null: another's is as unknown as none. */
export async function customerAccountPage(
  ctx: Ctx<CustomerActor>,
  id: string,
  query: StatementQuery,
  cursor: Cursor,
): Promise<CustomerAccountPage | null> {
  const account = await accountPage(ctx, id);
  if (!account) return null;
  const { filters, ...read } = readStatementQuery(query, account.currency, ctx.businessDate);
  return { account, page: await statementPage(ctx, account.id, filters, cursor), ...read };
}
