import { isBankError } from "../core/errors";
import { readIban } from "../core/read-iban";

/** Why a text that is written like an IBAN leads to no account of this bank, in a sentence; null for any other text. */
export function ibanProblem(typed: string): string | null {
  if (!/^[A-Za-z]{2}\d{2}[A-Za-z0-9]{11,30}$/.test(typed.replace(/[\s.-]/g, ""))) return null;
  try {
    readIban(typed);
    return "No account of this bank has this IBAN.";
  } catch (error) {
    if (!isBankError(error)) throw error;
    return error.sentence;
  }
}
