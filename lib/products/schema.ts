import { z } from "zod";
import { currencies } from "../core/currencies";

/** Terms of a product version; rates are fractions a year in exact decimals. */
export const addProductVersionInput = z.strictObject({
  key: z.string(),
  code: z.string().regex(/^[A-Z0-9-]{3,20}$/),
  kind: z.enum(["current", "savings", "loan"]),
  name: z.string().min(3).max(60),
  currency: z.enum(currencies),
  effectiveFrom: z.string(),
  annualRate: z.string().regex(/^\d(\.\d{1,6})?$/),
  dayCount: z.enum(["30/360", "Act/365F", "Act/360"]),
  minAmountMinor: z.bigint().positive().optional(),
  maxAmountMinor: z.bigint().positive().optional(),
  minTermMonths: z.int().positive().optional(),
  maxTermMonths: z.int().positive().optional(),
  minimumAge: z.int().nonnegative().default(0),
});
