import { parsePhoneNumberFromString } from "libphonenumber-js/min";

/** A stored phone number in the groups of its country: `+43 660 1234567`. */
export function formatPhone(e164: string): string {
  return parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
}
