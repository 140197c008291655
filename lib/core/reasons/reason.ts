import type { ErrorCode } from "../errors";

type Entry<P> = { code: ErrorCode; field?: string; sentence: (params: P) => string };

/** A refusal of the catalogue: its code, the sentence that says what to do, and the field it belongs to. */
export const reason = <P = void>(code: ErrorCode, sentence: (params: P) => string, field?: string): Entry<P> => ({
  code,
  sentence,
  field,
});
