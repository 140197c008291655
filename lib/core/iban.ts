/** An IBAN as it is printed: groups of four. */
export function formatIban(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, "$1 ");
}

/** The end of an account number, enough to tell one's own accounts apart: `··4417`. */
export function formatMaskedIban(iban: string): string {
  return `··${iban.slice(-4)}`;
}

/** The IBAN of a national account number, with its check digits by ISO 7064 MOD 97-10. */
export function ibanOf(country: string, bban: string): string {
  const check = 98n - mod97(`${bban}${country}00`);
  return `${country}${check.toString().padStart(2, "0")}${bban}`;
}

/** The remainder by ISO 7064 MOD 97-10 of capitals and digits. */
export function mod97(text: string): bigint {
  const digits = text.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return BigInt(digits) % 97n;
}
