import { randomBytes } from "./ids";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/** Crockford's letters: no I, L, O, U, so that a reference can be read over the phone. */
const SPOKEN = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

const referenceKinds = {
  CSH: "cash deposit or withdrawal",
  CMV: "cash move between vault, till and settlement account",
  CNT: "count of a till",
  CDC: "cash difference cleared once it was found",
  CDF: "cash difference found at a count",
  TRF: "transfer inside the bank",
  CHQ: "cheque paid in",
  FEE: "fee by itself",
  INC: "incoming credit",
  DIA: "interest on deposits and overdrafts accrued",
  INT: "interest brought to an account",
  TDP: "term deposit funded or paid out",
  LND: "loan disbursement",
  LNR: "loan repayment",
  LNI: "loan interest accrued",
  CAP: "share capital paid in",
  JNL: "journal entered by hand",
  HLD: "hold, and its capture",
  FXR: "currency position revalued",
  REV: "reversal",
} as const;

export type ReferenceKind = keyof typeof referenceKinds;

/** A new short reference with a check character (ISO 7064 MOD 37,36): `TRF-7YH2K9M4-0`. */
export function newReference(kind: ReferenceKind): string {
  let body = "";
  for (const byte of randomBytes(9)) body += SPOKEN[byte % SPOKEN.length];
  return `${kind}-${body}-${checkCharacter(kind + body)}`;
}

/** A typed reference in its stored form, or null when its check character is wrong. */
export function parseReference(text: string): { kind: ReferenceKind; reference: string } | null {
  const match = /^([A-Z]{3})([0-9A-Z]{9})([0-9A-Z])$/.exec(text.toUpperCase().replace(/[\s-]/g, ""));
  if (!match) return null;
  const [, kind, body, check] = match as unknown as [string, string, string, string];
  if (!Object.hasOwn(referenceKinds, kind) || checkCharacter(kind + body) !== check) return null;
  return { kind: kind as ReferenceKind, reference: `${kind}-${body}-${check}` };
}

/** ISO 7064 MOD 37,36 check character of a string of digits and capital letters. */
export function checkCharacter(body: string): string {
  let p = 36;
  for (const character of body) {
    let s = (p + ALPHABET.indexOf(character)) % 36;
    if (s === 0) s = 36;
    p = (s * 2) % 37;
  }
  return ALPHABET[(37 - p) % 36] as string;
}
