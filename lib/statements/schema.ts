import { z } from "zod";
import { choice, key } from "../core/fields";

export const printReceiptInput = z.strictObject({ key, reference: choice("a receipt") });
