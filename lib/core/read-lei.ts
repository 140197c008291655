import { refusal } from "./errors";
import { mod97 } from "./iban";

/** Whether a text is a legal entity identifier whose check digits fit (ISO 17442: ISO 7064 MOD 97-10, from 02 to 98). */
export function leiChecks(text: string): boolean {
  return /^[0-9A-Z]{18}(?!00|01|99)\d{2}$/.test(text) && mod97(text) === 1n;
}

/** A typed LEI in its compact form; spaces and case do not matter, anything else wrong with it is said. */
export function readLei(typed: string): string {
  const lei = typed.replace(/[\s\u00a0]/g, "").toUpperCase();
  if (!/^[0-9A-Z]{20}$/.test(lei)) throw refusal("lei_form");
  if (!leiChecks(lei)) throw refusal("lei_check_digits");
  return lei;
}
