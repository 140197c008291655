import type { createTransfer } from "@/lib/payments/create-transfer";
import { newKey } from "./bank";

type Input = Parameters<typeof createTransfer>[1];

/** A transfer as a form sends it, under a key of its own. */
export const transferInput = (from: { id: string }, to: { iban: string }, amount: string, over: object = {}): Input =>
  ({
    key: newKey(),
    from: from.id,
    to: to.iban,
    amount,
    remittance: undefined,
    beneficiaryId: undefined,
    ...over,
  }) as Input;
