import type { z } from "zod";
import { sqlOf } from "@/db/client";
import type { Pending } from "../approvals/demand-approval";
import { beforeAct } from "../command/before-act";
import type { Ctx, StaffActor } from "../core/context";
import type { EntryId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { createTransfer } from "./create-transfer";
import type { createTransferInput } from "./schema";
import { keepTypedPayment } from "./typed-payments";

type Input = z.output<typeof createTransferInput>;

/**
 * Takes a transfer from the counter. Into another currency it books nothing until the rate and both amounts were shown
 * and confirmed.
 */
export async function startTransfer(
  ctx: Ctx<StaffActor>,
  input: Input,
): Promise<{ entryId: EntryId; reference: string } | Pending | { typed: string }> {
  await beforeAct(ctx, "transfer.create", () => authorize(ctx.actor, "transfer.create"));
  if (!input.quote && (await isExchange(ctx, input))) {
    const { from, to, amount, remittance, waive } = input;
    return { typed: await keepTypedPayment(ctx, { from, to, amount, remittance, waive }) };
  }
  return createTransfer(ctx, input);
}

async function isExchange(ctx: Ctx, { from, to }: Input): Promise<boolean> {
  const [row] = await sqlOf(ctx.db)<{ differ: boolean }[]>`
    select payer.currency <> payee.currency as differ from accounts payer, accounts payee
    where payer.id = ${from} and payee.iban = ${to}`;
  return row?.differ ?? false;
}
