import type { BusinessDate } from "../core/dates";
import type { CustomerFacts } from "./lock-customer";
import { ageProblem, documentProblem, missingParts, peopleProblem } from "./rules";

export type OnboardingSection = {
  slug: "identity" | "organisation" | "contact" | "document" | "declarations" | "people" | "business" | "products";
  title: string;
  state: "complete" | "begun" | "empty";
  missing: string[];
  /** What stands against approval although everything is filled in. */
  problem: string | null;
};

type Draft = Parameters<typeof missingParts>[0];

/** The sections of an application with what each still needs on the banking date. */
export function onboardingSections(draft: Draft, on: BusinessDate): OnboardingSection[] {
  const missing = missingParts(draft);
  return sectionsOf(draft).map(({ slug, title, holds, problem }) => {
    const open = holds.filter((part) => missing.includes(part));
    const begun = open.length < holds.length || slug === "identity" || slug === "organisation";
    const state = open.length === 0 ? "complete" : begun ? "begun" : "empty";
    return { slug, title, state, missing: open, problem: problem(draft, on)?.sentence ?? null };
  });
}

/** Which step of an application a section is. */
export function stepOf(draft: Pick<CustomerFacts, "kind">, slug: OnboardingSection["slug"]): number {
  return sectionsOf(draft).findIndex((section) => section.slug === slug) + 1;
}

/** How many steps an application has, checking the answers among them. */
export function stepsOf(draft: Pick<CustomerFacts, "kind">): number {
  return sectionsOf(draft).length + 1;
}

type Section = Pick<OnboardingSection, "slug" | "title"> & {
  holds: readonly string[];
  problem: (draft: Draft, on: BusinessDate) => { sentence: string } | null;
};

const none = () => null;
const contact: Section = {
  slug: "contact",
  title: "Contact and address",
  holds: ["phone number", "e-mail address", "address"],
  problem: none,
};
const products: Section = {
  slug: "products",
  title: "Products wanted",
  holds: ["the products wanted"],
  problem: none,
};

function sectionsOf({ kind }: Pick<CustomerFacts, "kind">): readonly Section[] {
  return kind === "individual" ? individual : organisation;
}

const individual: readonly Section[] = [
  { slug: "identity", title: "Identity", holds: ["date of birth", "nationality"], problem: ageProblem },
  contact,
  { slug: "document", title: "Identity document", holds: ["identity document"], problem: documentProblem },
  {
    slug: "declarations",
    title: "Tax, purpose and declarations",
    holds: ["tax, purpose and declarations"],
    problem: none,
  },
  products,
];
const organisation: readonly Section[] = [
  {
    slug: "organisation",
    title: "Register entry",
    holds: ["registration number", "date of incorporation"],
    problem: none,
  },
  contact,
  {
    slug: "people",
    title: "Directors, signatories and owners",
    holds: ["a director", "a signatory", "an owner, or who controls it"],
    problem: peopleProblem,
  },
  { slug: "business", title: "Business, tax and purpose", holds: ["business, tax and purpose"], problem: none },
  products,
];
