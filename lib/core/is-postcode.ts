import { postcodeValidator, postcodeValidatorExistsForCountry } from "postcode-validator";

/** Whether a postcode can be one of a country; where the country has no known form, any may be. */
export function isPostcode(postcode: string, country: string): boolean {
  return !postcodeValidatorExistsForCountry(country) || postcodeValidator(postcode, country);
}
