import { type Reason, reasons } from "./reasons";

/** The nine ways in which the bank says no, with their HTTP status. */
export const statusOf = {
  unauthenticated: 401,
  step_up: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  invalid: 422,
  rule_violation: 422,
  rate_limited: 429,
  unavailable: 503,
} as const;
export type ErrorCode = keyof typeof statusOf;

/** Parameters of a refusal as they are stored: text and whole numbers only, amounts as minor units in text. */
export type RefusalParams = Record<string, string | number>;

/** A refusal by a rule of the bank: never a bug, never a fault of the machine. */
export class BankError extends Error {
  readonly code: ErrorCode;
  constructor(
    readonly reason: Reason,
    readonly params: RefusalParams = {},
    /** The input field it belongs to, when it belongs to one. */
    readonly field: string | undefined = reasons[reason].field,
  ) {
    super(reason);
    this.name = "BankError";
    this.code = reasons[reason].code;
  }

  /** The plain sentence for the person at the screen. */
  get sentence(): string {
    return reasons[this.reason].sentence(this.params as never);
  }
}

/** The refusal for a reason, with the parameters its sentence needs. */
export function refusal<R extends Reason>(
  reason: R,
  ...[params, field]: Parameters<(typeof reasons)[R]["sentence"]> extends [infer P extends RefusalParams]
    ? [params: P, field?: string]
    : [params?: undefined, field?: string]
): BankError {
  return new BankError(reason, (params ?? {}) as RefusalParams, field ?? reasons[reason].field);
}

export function isBankError(error: unknown): error is BankError {
  return error instanceof BankError;
}
