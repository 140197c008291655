import { searchHash } from "../audit/cipher";
import { countries } from "../core/countries";

/** A document number as it is kept and compared: capitals and digits, without the gaps people type. */
export function normalizeDocumentNumber(typed: string): string {
  return typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s./-]/g, "");
}

/** Whether a normalised number can be one; shorter ones would show whole in their last four characters. */
export function isDocumentNumber(number: string): boolean {
  return /^[A-Z0-9]{5,24}$/.test(number);
}

/** The keyed hash that finds a document and keeps it unique: two countries may print the same number. */
export function documentHash(issuingCountry: string, number: string): Buffer {
  return searchHash(`${issuingCountry}\0${number}`, "identity_document");
}

/** The hashes, in hex, that a number has under every issuing country, for a search that knows the number only. */
export function documentHashes(number: string): string[] {
  return countries.map((country) => documentHash(country, number).toString("hex"));
}
