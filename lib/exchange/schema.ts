import { z } from "zod";
import { refusal } from "../core/errors";
import { field } from "../core/field";
import { currency, date, key, text } from "../core/fields";
import { parseRate } from "./rate";

const rate = (what: string) =>
  field(
    () => refusal("required", { what }),
    (typed) => {
      const read = parseRate(typed);
      if (read === null) throw refusal("rate_digits");
      return read;
    },
  );

/** A rate as it is typed: what one unit of the currency costs in the bank's own, when bought, valued and sold. */
export const setRateInput = z.strictObject({
  key,
  currency,
  bid: rate("the bid"),
  mid: rate("the mid"),
  offer: rate("the offer"),
  validFrom: date({ what: "the first day" }),
  reason: text({ what: "where the rate comes from", max: 300 }),
});
