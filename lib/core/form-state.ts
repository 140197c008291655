import type { SubmissionResult } from "@conform-to/react";

/** What a server action answers to its form: the fields' messages, the sentence above them, and the key for the next try. */
export type FormState = {
  submission: SubmissionResult<string[]>;
  /** The stable machine word of the refusal, when the bank refused. */
  reason?: string;
  /** The sentence that belongs to the whole form: a refusal, or what was done. */
  message?: string;
  /** The act is done and the person stays on the page. */
  done?: boolean;
  /** The idempotency key of the next try: fresh after a refusal, the same when nobody knows yet what became of this one. */
  key: string;
} | null;
