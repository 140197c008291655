import type { z } from "zod";
import type { Ctx, CustomerActor } from "../core/context";
import { confirmPayment } from "./confirm-payment";
import { createTransfer } from "./create-transfer";
import type { payInput } from "./schema";

/** Pays what a customer has just been shown: confirms it if it goes to somebody else, then makes the transfer. */
export async function pay(ctx: Ctx<CustomerActor>, input: z.output<typeof payInput>) {
  const { code, passkey, ...transfer } = input;
  const { confirmation } = transfer;
  if (confirmation) await confirmPayment(ctx, { confirmation, code, passkey });
  return createTransfer(ctx, transfer);
}
