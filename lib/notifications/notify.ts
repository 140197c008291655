import { sqlOf } from "@/db/client";
import type { TxCtx } from "../core/context";
import { type CustomerId, newId, type UserId } from "../core/ids";
import type { NoticeKind } from "./kinds";

export type Notice = {
  to: { userId: UserId } | { customerId: CustomerId };
  kind: NoticeKind;
  /** Facts for the sentence; never a name, address or number of a person. */
  params?: Readonly<Record<string, string>>;
  /** Where its mail goes in place of the person's address of now: to the one that was just changed. */
  mailTo?: string | null;
};

/**
 * Tells a person, in the transaction of the act itself: told if and only if it was done. Who has left an e-mail address
 * is also written to; everybody sees it on their own pages.
 */
export async function notify(ctx: TxCtx, { to, kind, params = {}, mailTo = null }: Notice): Promise<void> {
  const sql = sqlOf(ctx.db);
  const id = newId<"notice">();
  const userId = "userId" in to ? to.userId : null;
  const customerId = "customerId" in to ? to.customerId : null;
  await sql`
    with told as (
      insert into notices (id, user_id, customer_id, kind, params)
      select ${id}::uuid, case when u.kind = 'customer' then null else ${userId}::uuid end,
        coalesce(${customerId}::uuid, u.customer_id), ${kind}, ${sql.json(params)}
      from (select) one left join users u on u.id = ${userId}::uuid returning id, customer_id, user_id)
    insert into notice_mails (notice_id, send_to)
      select told.id, ${mailTo}::text from told left join customers c on c.id = told.customer_id left join users u on u.id = told.user_id
      where coalesce(${mailTo}::text, c.email, u.email) is not null`;
}
