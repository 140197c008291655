import { z } from "zod";
import { choice, idField, key, text, wholeNumber } from "../core/fields";

const seen = wholeNumber("the version", 1, 1_000_000);
const approvalId = idField("approval");

export const approveRequestInput = z.strictObject({ key, approvalId, seen });

export const refuseRequestInput = z.strictObject({
  key,
  approvalId,
  seen,
  answer: choice("an answer", ["returned", "rejected"]),
  reason: text({ what: "why", max: 500, multiline: true }),
});

export const withdrawRequestInput = z.strictObject({ key, approvalId });
