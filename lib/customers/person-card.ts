import type { z } from "zod";
import type { FieldWords } from "../approvals/sealed-request";
import { countryName } from "../core/countries";
import { refusal } from "../core/errors";
import type { CustomerId } from "../core/ids";
import { formatShare, WHOLE } from "../core/read-share";
import type { CustomerFacts, PersonFacts } from "./lock-customer";
import { controlNames, type savePersonInput } from "./schema";

type Input = Omit<z.output<typeof savePersonInput>, "key">;

/** From this share on somebody counts as an owner, in hundredths of a per cent. */
const OWNER_FROM = 2_500;

/** The card of a person as it will stand: of a customer only their part, of anybody else what screening needs too. */
export type PersonCard = Pick<PersonFacts, "director" | "signatory" | "control" | "share" | "chainNote"> & {
  customerId: CustomerId | null;
  fullName: string | null;
  birthDate: PersonFacts["birthDate"];
  nationality: string | null;
  residence: string | null;
  politicallyExposed: boolean;
  exposure: string | null;
};

/**
 * Reads a typed card. Refuses `part_needed`, `signatory_is_customer`, `share_low`, and `required` for a fact that is missing
 * of a person who is no customer, or of an owner.
 */
export function cardOf(input: Input): PersonCard {
  const customerId = input.linkedId ?? null;
  const control = input.control === "none" ? null : input.control;
  if (!input.director && !input.signatory && !control) throw refusal("part_needed");
  if (input.signatory && !customerId) throw refusal("signatory_is_customer");
  const owns = control === "direct" || control === "indirect";
  if (owns && input.share === undefined) throw refusal("required", { what: "the share" }, "share");
  if (owns && (input.share ?? 0) < OWNER_FROM) throw refusal("share_low");
  const chained = control === "indirect" || control === "other_means";
  if (chained && !input.chainNote)
    throw refusal(
      "required",
      { what: control === "indirect" ? "through whom they own it" : "how they control it" },
      "chainNote",
    );
  return {
    ...(customerId ? linked(customerId) : recorded(input)),
    director: input.director,
    signatory: input.signatory,
    control,
    share: owns ? (input.share ?? null) : null,
    chainNote: chained ? (input.chainNote ?? null) : null,
  };
}

function linked(customerId: CustomerId) {
  const unknown = { fullName: null, birthDate: null, nationality: null, residence: null, exposure: null };
  return { ...unknown, customerId, politicallyExposed: false };
}

function recorded(input: Input) {
  const { fullName, birthDate, nationality, residence, politicallyExposed } = input;
  if (!fullName) throw refusal("required", { what: "the full name" }, "fullName");
  if (!birthDate) throw refusal("required", { what: "the date of birth" }, "birthDate");
  if (!nationality) throw refusal("required", { what: "the nationality" }, "nationality");
  if (!residence) throw refusal("required", { what: "the country they live in" }, "residence");
  if (!politicallyExposed) throw refusal("choose", { what: "yes or no" }, "politicallyExposed");
  const exposed = politicallyExposed === "yes";
  if (exposed && !input.exposure) throw refusal("required", { what: "the office and who holds it" }, "exposure");
  const exposure = exposed ? (input.exposure ?? null) : null;
  return { customerId: null, fullName, birthDate, nationality, residence, politicallyExposed: exposed, exposure };
}

/** All owners together own no more than the whole. */
export function assertWhole(people: readonly Pick<PersonFacts, "share">[]): void {
  const together = people.reduce((sum, { share }) => sum + (share ?? 0), 0);
  if (together > WHOLE) throw refusal("shares_over", { together: formatShare(together) });
}

/** A card in the words of a second person, or nothing of somebody who is not there. */
export function cardWords(
  organisation: Pick<CustomerFacts, "fullName">,
  person: Omit<PersonFacts, "id" | "customerStatus" | "undeclared"> | null,
): FieldWords {
  return {
    organisation: organisation.fullName,
    name: person?.fullName ?? null,
    customer: person?.customerNo ?? null,
    date_of_birth: person?.birthDate ?? null,
    nationality: person?.nationality ? (countryName(person.nationality) ?? person.nationality) : null,
    lives_in: person?.residence ? (countryName(person.residence) ?? person.residence) : null,
    politically_exposed: person && (person.politicallyExposed ? (person.exposure ?? "yes") : "no"),
    part: person && partsOf(person).join(", "),
    share: person?.share ? formatShare(person.share) : null,
    chain: person?.chainNote ?? null,
  };
}

/** What a person is to the organisation, in words. */
export function partsOf({
  director,
  signatory,
  control,
}: Pick<PersonFacts, "director" | "signatory" | "control">): string[] {
  return [
    ...(director ? ["Director"] : []),
    ...(signatory ? ["Signatory"] : []),
    ...(control ? [controlNames[control]] : []),
  ];
}
