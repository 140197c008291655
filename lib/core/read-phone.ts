import { parsePhoneNumberFromString } from "libphonenumber-js";
import { refusal } from "./errors";

/** A typed phone number in E.164. The country code is asked for, never guessed; `(0)` after it is dropped. */
export function readPhone(typed: string): string {
  const text = typed.trim();
  if (text.length > 32 || !/^(\+|00)[\d\s\u00a0()./-]+$/.test(text)) throw refusal("phone_unreadable");
  const number = parsePhoneNumberFromString(text.replace(/^00/, "+").replace(/\(0\)/, ""));
  if (!number?.isValid()) throw refusal("phone_unreadable");
  return number.number;
}
