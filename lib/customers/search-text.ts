import { checkCharacter } from "../core/references";
import { searchText } from "../core/search-text";
import { registrationKey } from "./schema";

/**
 * What a customer is found by: name in ASCII, phone, e-mail, customer number, and of an organisation its other names and
 * numbers. Kept by every command that changes one of them.
 */
export function customerSearchText(facts: {
  fullName: string;
  phone: string | null;
  email: string | null;
  customerNo: string;
  organisation?: { tradingNames: readonly string[]; registrationNo: string | null; lei: string | null } | null;
}): string {
  const { tradingNames = [], registrationNo, lei } = facts.organisation ?? {};
  const names = [facts.fullName, ...tradingNames].map(withJoined);
  const numbers = registrationNo ? [registrationNo, registrationKey(registrationNo)] : [];
  return searchText(...names, facts.phone, facts.email, facts.customerNo, ...numbers, lei);
}

function withJoined(name: string): string {
  const joined = name.replace(/['’ʼ-]/g, "");
  return joined === name ? name : `${name} ${joined}`;
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
