import type { z } from "zod";
import { sqlOf } from "@/db/client";
import type { Pending } from "../approvals/demand-approval";
import { beforeAct } from "../command/before-act";
import type { Ctx, StaffActor } from "../core/context";
import type { EntryId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { createTransfer } from "./create-transfer";
import type { createTransferInput } from "./schema";

type Input = z.output<typeof createTransferInput>;

/**
 * Takes a transfer from the counter. Into another currency it books nothing until the rate and both amounts were shown
 * and confirmed.
 */
export async function startTransfer(
  ctx: Ctx<StaffActor>,
  input: Input,
): Promise<{ entryId: EntryId; reference: string } | Pending | { confirm: true }> {
  await beforeAct(ctx, "transfer.create", () => authorize(ctx.actor, "transfer.create"));
  if (!input.quote && (await isExchange(ctx, input))) return { confirm: true };
  return createTransfer(ctx, input);
}

async function isExchange(ctx: Ctx, { from, to }: Input): Promise<boolean> {
  const [row] = await sqlOf(ctx.db)<{ differ: boolean }[]>`
    select payer.currency <> payee.currency as differ from accounts payer, accounts payee
    where payer.id = ${from} and payee.iban = ${to}`;
  return row?.differ ?? false;
}
