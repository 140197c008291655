import { sqlOf } from "@/db/client";
import type { StaffActor, TxCtx } from "../core/context";
import type { CustomerId } from "../core/ids";
import type { TypedFormName } from "./keep-typed";

/** Drops what the officer had typed into a form, now that it is sent. */
export async function forgetTyped(
  ctx: TxCtx<StaffActor>,
  form: TypedFormName,
  customerId: CustomerId | null,
): Promise<void> {
  await sqlOf(ctx.db)`
    delete from typed_forms
    where user_id = ${ctx.actor.userId} and form = ${form} and customer_id is not distinct from ${customerId}::uuid`;
}
