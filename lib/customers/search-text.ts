import { checkCharacter } from "../core/references";
import { searchText } from "../core/search-text";

/** What a customer is found by: name in ASCII, phone, e-mail, customer number. Kept by every command that changes one of them. */
export function customerSearchText(facts: {
  fullName: string;
  phone: string | null;
  email: string | null;
  customerNo: string;
}): string {
  const joined = facts.fullName.replace(/['’ʼ-]/g, "");
  const name = joined === facts.fullName ? facts.fullName : `${facts.fullName} ${joined}`;
  return searchText(name, facts.phone, facts.email, facts.customerNo);
}

/** The customer number with this running number: `C-100000-X`. */
export function customerNumber(no: bigint): string {
  return `C-${no}-${checkCharacter(`C${no}`)}`;
}

/** A typed customer number in its stored form, or null when it is none or its check character is wrong. */
export function parseCustomerNumber(typed: string): string | null {
  const match = /^C(\d{6,12})([0-9A-Z])$/.exec(typed.toUpperCase().replace(/[\s-]/g, ""));
  if (!match?.[1] || !match[2] || checkCharacter(`C${match[1]}`) !== match[2]) return null;
  return `C-${match[1]}-${match[2]}`;
}
