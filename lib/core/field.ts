import { z } from "zod";
import { type BankError, isBankError, refusal } from "./errors";

/** A refusal as an issue of a schema: the sentence for the person, the machine word and its parameters for the API. */
function fieldIssue({ reason, params, sentence }: BankError) {
  return { code: "custom" as const, message: sentence, params: { reason, ...params } };
}

/**
 * One typed value of a form or a request. `read` turns the text into what the bank keeps, or throws a `refusal`, whose
 * sentence then stands at the field. Anything but one text (twice the same name, a file, an object) is refused.
 */
export function field<T>(missing: () => BankError, read: (typed: string) => T) {
  return valueField((value) => {
    if (value === undefined || value === null || value === "") throw missing();
    if (typeof value !== "string") throw refusal("one_value");
    return read(value);
  });
}

/** A value that is not one text, such as a group of checkboxes; `read` sees it as it came. */
export function valueField<T>(read: (value: unknown) => T) {
  return z.unknown().transform((value, context): T => {
    try {
      return read(value);
    } catch (error) {
      if (!isBankError(error)) throw error;
      context.issues.push({ ...fieldIssue(error), input: value });
      return z.NEVER;
    }
  });
}
