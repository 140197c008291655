import { sqlOf } from "@/db/client";
import type { TxCtx } from "../core/context";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import type { CustomerId } from "../core/ids";
import { isMinor } from "./rules";

/** Nobody under age gets credit. Refuses `minor_no_credit`. */
export async function assertOfAge(ctx: TxCtx, ids: readonly CustomerId[]): Promise<void> {
  const rows = await sqlOf(ctx.db)<{ birthDate: BusinessDate | null }[]>`
    select birth_date::text as "birthDate" from customers where id = any(${[...ids]}::uuid[])`;
  if (rows.some(({ birthDate }) => isMinor(birthDate, ctx.businessDate))) throw refusal("minor_no_credit");
}
