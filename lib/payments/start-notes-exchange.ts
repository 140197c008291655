import type { z } from "zod";
import { quoteNotes } from "../cash/quote-notes";
import type { quoteNotesInput } from "../cash/schema";
import type { Ctx, StaffActor } from "../core/context";
import { authorize } from "../identity/authorize";
import { keepTypedPayment } from "./typed-payments";

/** Takes an exchange of notes from the counter, books nothing until its rate was shown, and answers where what was typed is kept. */
export async function startNotesExchange(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof quoteNotesInput>,
): Promise<{ typed: string }> {
  authorize(ctx.actor, "cash.exchange");
  await quoteNotes(ctx, input);
  const { accountId: from, way, against, currency, amount } = input;
  return { typed: await keepTypedPayment(ctx, { from, way, against, currency, amount }) };
}
