import { countries, countryName } from "@/lib/core/countries";

/** The countries of ISO 3166 as a form's list. */
export const countryOptions = countries.map((code) => ({ value: code, label: countryName(code) ?? code }));
