import type { AccountId, CustomerId } from "@/lib/core/ids";
import { newKey } from "../../support/bank";
import { coins } from "../../support/coins";

/** A withdrawal for which the named people are present. */
export const withdrawal = (iban: string, present?: CustomerId[]) => ({
  key: newKey(),
  iban,
  amount: "5.00",
  notes: coins("5.00"),
  paidInBy: undefined,
  note: undefined,
  present,
});

/** A transfer that the named people sign. */
export const transfer = (from: AccountId, to: string, present?: CustomerId[]) => ({
  key: newKey(),
  from,
  to,
  amount: "5.00",
  remittance: undefined,
  beneficiaryId: undefined,
  present,
});
