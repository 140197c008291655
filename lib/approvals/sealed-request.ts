import { bankDataKey, decryptBytes, encryptBytes } from "../audit/cipher";
import { canonicalJson } from "../core/canonical";
import type { Id } from "../core/ids";

export type ApprovalId = Id<"approval">;

export type FieldWords = Record<string, string | null>;

/** What a request holds beside its row: the command's own input, why, and each field before and after. */
export type RequestBody = {
  payload: Record<string, unknown>;
  reason: string | null;
  before: FieldWords;
  after: FieldWords;
  /** The policy that asked for a second person, in words; absent where one is always needed. */
  policy?: string | null;
};

/** Encrypts a request's body, bound to its row: moved to another request it does not open. */
export function sealRequest(id: ApprovalId, body: RequestBody): Buffer {
  return encryptBytes(bankDataKey(), Buffer.from(canonicalJson(body), "utf8"), `approvals ${id}`);
}

export function openRequest(id: ApprovalId, sealed: Buffer): RequestBody {
  return JSON.parse(decryptBytes(bankDataKey(), sealed, `approvals ${id}`).toString("utf8"));
}
