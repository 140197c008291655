import { sqlOf } from "@/db/client";
import type { TxCtx } from "../core/context";
import { customerNumber } from "./search-text";

/** The next customer number of the bank; one that is not used in the end is never given again. */
export async function nextCustomerNumber(ctx: TxCtx): Promise<string> {
  const [row] = await sqlOf(ctx.db)<{ no: bigint }[]>`select nextval('customer_numbers') as no`;
  if (!row) throw new Error("The bank has no customer numbers");
  return customerNumber(row.no);
}
