import type { Fragment } from "postgres";
import { type Executor, type Sql, sqlOf } from "@/db/client";
import { type BankError, refusal } from "../core/errors";
import type { CustomerId } from "../core/ids";

/** Whether a customer has declared tax, purpose, where the money comes from and political exposure. */
export const hasDeclared = (sql: Sql, customerId: Fragment): Fragment =>
  sql`exists (select from customer_declarations d where d.customer_id = ${customerId})`;

/** Why no account is opened for somebody who has declared nothing yet, or null. */
export function declarationsMissing({ declarations }: { declarations: object | null }): BankError | null {
  return declarations ? null : refusal("declarations_missing");
}

/** Refuses to open an account for somebody who has declared nothing yet. */
export function assertDeclared(declared: boolean, field?: string): void {
  if (!declared) throw refusal("declarations_missing", undefined, field);
}

/** Refuses to give somebody who has declared nothing yet a part of an account as one of its owners. */
export async function assertPersonDeclared(db: Executor, id: CustomerId, field: string): Promise<void> {
  const sql = sqlOf(db);
  const [row] = await sql<{ declared: boolean }[]>`select ${hasDeclared(sql, sql`${id}`)} as declared`;
  assertDeclared(row?.declared ?? false, field);
}
