import { reason } from "./reason";

/** Repeats and stale forms. */
export const repeats = {
  key_reused: reason(
    "conflict",
    () => "This form was already sent with other figures. Check the movements, then open a new form.",
  ),
  key_required: reason("invalid", () => "Open the form again: it lost its number."),
  approval_not_found: reason("not_found", () => "No request found."),
  approval_over: reason<{ status: string }>(
    "conflict",
    (p) => `This request is ${p.status} and cannot be decided now.`,
  ),
  stale: reason("conflict", () => "This changed since you opened it. Review it again."),
  verify_running: reason("conflict", () => "A verification is under way. Its result appears here when it ends."),
  wrong_state: reason<{ from: string; to: string }>("conflict", (p) => `This is ${p.from} and cannot become ${p.to}.`),
} as const;
