import { countrySpecs, isValidIBAN } from "ibantools";
import { countryName } from "./countries";
import { refusal } from "./errors";

/** A typed IBAN in its compact form; spaces and case do not matter, anything else wrong with it is said. */
export function readIban(typed: string): string {
  if (typed.length > 80) throw refusal("iban_characters");
  const iban = typed.replace(/[\s\u00a0.-]/g, "").toUpperCase();
  if (isValidIBAN(iban)) return iban;

  const country = iban.slice(0, 2);
  if (isValidIBAN(country + iban.slice(2).replaceAll("O", "0"))) throw refusal("iban_letter_o");
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]*$/.test(iban)) throw refusal("iban_characters");
  const spec = countrySpecs[country];
  if (!spec?.IBANRegistry || !spec.chars) throw refusal("iban_country", { country });
  if (iban.length !== spec.chars)
    throw refusal("iban_length", { length: spec.chars, country: countryName(country) ?? country });
  throw refusal("iban_check_digits");
}
