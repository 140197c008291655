import { type BusinessDate, dateOf, isDate } from "../core/dates";
import { type CustomerId, isId } from "../core/ids";
import { leiChecks } from "../core/read-lei";
import { searchPatterns, searchWords } from "../core/search-text";
import { documentHashes, isDocumentNumber, normalizeDocumentNumber } from "./identity-document";
import { registrationKey } from "./schema";
import { parseCustomerNumber } from "./search-text";

/** What a typed search can mean; a customer is a hit when any one of these finds them. */
export type SearchTerms = {
  /** The words as the search text holds them. */
  typed: string[];
  /** LIKE patterns that must all occur in the search text, in any order. */
  words: string[];
  /** The same words at the beginning of a word: such hits come first. */
  prefixes: string[];
  /** The digits of a phone number, whatever prefix for abroad or home stood before them. */
  phone: string | null;
  /** The digits a phone number begins with, where the country's code was typed. */
  phoneStart: string | null;
  /** The customer's id, as pages carry it in their addresses. */
  id: CustomerId | null;
  birthDates: BusinessDate[];
  customerNo: string | null;
  /** A registration number as it is compared. */
  registrationKey: string | null;
  lei: string | null;
  /** In hex, one for each country that may have issued it. */
  documentHashes: string[];
};

/** Reads a typed search; an empty one is null. Every reading that is possible is tried, none is guessed. */
export function readSearch(typed: string): SearchTerms | null {
  const text = typed.normalize("NFKC").trim().slice(0, 120);
  const words = searchPatterns(text);
  if (words.length === 0) return null;
  const number = normalizeDocumentNumber(text);
  const registered = registrationKey(text);
  const phone = phoneDigits(text);
  return {
    typed: searchWords(text),
    words,
    prefixes: words.map((word) => `% ${word.slice(1)}`),
    phone,
    phoneStart: phone && /^(\+|00)/.test(text) ? phone.slice(1, -1) : null,
    id: isId(text) ? (text as string as CustomerId) : null,
    birthDates: readBirthDates(text),
    customerNo: parseCustomerNumber(text),
    registrationKey: /\d/.test(text) && /^[A-Z0-9]{3,30}$/.test(registered) ? registered : null,
    lei: leiChecks(registered) ? registered : null,
    documentHashes: isDocumentNumber(number) && /\d/.test(number) ? documentHashes(number) : [],
  };
}

/** What the search was taken for, in a word for the person who typed it. */
export function searchKind(terms: SearchTerms): string {
  if (terms.customerNo) return "Customer number";
  if (terms.lei) return "LEI";
  if (terms.birthDates.length > 0) return "Date of birth";
  if (terms.words.some((word) => word.includes("@"))) return "E-mail";
  if (terms.phone && terms.documentHashes.length > 0) return "Phone, document or registration number";
  if (terms.phone) return "Phone";
  if (terms.documentHashes.length > 0) return "Name, document or registration number";
  return "Name";
}

function phoneDigits(text: string): string | null {
  if (!/^[+\d\s()/.-]{5,25}$/.test(text)) return null;
  const digits = text.replace(/\(0\)/, "").replace(/\D/g, "").replace(/^0+/, "");
  return digits.length >= 5 ? `%${digits}%` : null;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** `1988-03-14`, `14 Mar 1988`, `14.3.1988`, and `3/4/1988` as both days that it may be. */
function readBirthDates(text: string): BusinessDate[] {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso) return real([[iso[1], iso[2], iso[3]]]);
  const named = /^(\d{1,2})\.?\s+([a-z]{3})[a-z]*\.?\s+(\d{4})$/i.exec(text);
  if (named) return real([[named[3], String(MONTHS.indexOf(named[2]?.toLowerCase() ?? "") + 1), named[1]]]);
  const plain = /^(\d{1,2})([./])\s?(\d{1,2})\2\s?(\d{4})$/.exec(text);
  if (!plain) return [];
  const dayFirst = [plain[4], plain[3], plain[1]];
  return real(plain[2] === "/" ? [dayFirst, [plain[4], plain[1], plain[3]]] : [dayFirst]);
}

function real(parts: (string | undefined)[][]): BusinessDate[] {
  const dates = parts.map(([year, month, day]) => dateOf(Number(year), Number(month), Number(day)));
  return [...new Set(dates)].filter(isDate);
}
