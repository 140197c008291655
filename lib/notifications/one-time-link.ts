import { searchHash } from "../audit/cipher";
import { env } from "../core/env";
import { noticeWords } from "./kinds";

/**
 * The secret of a one-time link, worked out from its id under the bank's key: neither the outbox nor a dump of the
 * database holds anything that opens it (control 30).
 */
export function linkSecret(linkId: string): string {
  return searchHash(linkId, "one-time link").toString("base64url");
}

/** A notice in the words of its e-mail: there, and only there, a one-time link is written out. */
export function mailWords(kind: string, params: Readonly<Record<string, string>>): { subject: string; body: string } {
  if (!params.link) return noticeWords(kind, params);
  const address = `${env().APP_ORIGIN}/recover/password?link=${linkSecret(params.link)}`;
  return noticeWords(kind, { ...params, address });
}
