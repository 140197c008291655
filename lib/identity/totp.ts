import { Secret, TOTP } from "otpauth";
import { searchHash } from "../audit/cipher";

const STEP_SECONDS = 30;
/** What every authenticator app understands without being asked (RFC 6238). */
const FORM = { algorithm: "SHA1", digits: 6, period: STEP_SECONDS } as const;
const SECRET_BYTES = 20;

/**
 * A secret for an authenticator in base32, the same for the same occasion: a page that is drawn again shows the same
 * code to scan, and nothing has to be stored before it is taken up.
 */
export function secretFor(occasion: string): string {
  return base32(searchHash(occasion, "authenticator").subarray(0, SECRET_BYTES));
}

/** The address that an authenticator app reads from the QR code. */
export function totpAddress({ secret, bank, name }: { secret: string; bank: string; name: string }): string {
  return new TOTP({ ...FORM, issuer: bank, label: name, secret: Secret.fromBase32(secret) }).toString();
}

/** The time-step that a code belongs to: the present one or a neighbour, for clocks that differ a little. Else null. */
export function stepOf(secret: string, code: string, nowSeconds: number): number | null {
  const typed = code.replace(/\s/g, "");
  if (!/^\d{6}$/.test(typed)) return null;
  const totp = new TOTP({ ...FORM, secret: Secret.fromBase32(secret) });
  const delta = totp.validate({ token: typed, timestamp: nowSeconds * 1000, window: 1 });
  return delta === null ? null : Math.floor(nowSeconds / STEP_SECONDS) + delta;
}

function base32(bytes: Buffer): string {
  return new Secret({ buffer: new Uint8Array(bytes).buffer }).base32;
}
