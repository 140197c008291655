import { access } from "./reasons/access";
import { accounts } from "./reasons/accounts";
import { amounts } from "./reasons/amounts";
import { beneficiaries } from "./reasons/beneficiaries";
import { cash } from "./reasons/cash";
import { customers } from "./reasons/customers";
import { day } from "./reasons/day";
import { fields } from "./reasons/fields";
import { loans } from "./reasons/loans";
import { passwords } from "./reasons/passwords";
import { repeats } from "./reasons/repeats";
import { screening } from "./reasons/screening";

/**
 * The one catalogue of refusals: a stable machine word, its code, the field it belongs to, and the sentence that says
 * what to do. No sentence says "invalid", "please", "sorry" or "error".
 * Its parts stand by domain under `reasons`; no word stands in two of them.
 */
export const reasons = {
  ...access,
  ...repeats,
  ...amounts,
  ...fields,
  ...passwords,
  ...customers,
  ...screening,
  ...accounts,
  ...cash,
  ...beneficiaries,
  ...loans,
  ...day,
} as const;

export type Reason = keyof typeof reasons;
