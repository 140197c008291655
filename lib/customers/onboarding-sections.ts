import type { BusinessDate } from "../core/dates";
import type { CustomerFacts } from "./lock-customer";
import { ageProblem, documentProblem, missingParts } from "./rules";

export type OnboardingSection = {
  slug: "identity" | "contact" | "document";
  title: string;
  state: "complete" | "begun" | "empty";
  missing: string[];
  /** What stands against approval although everything is filled in. */
  problem: string | null;
};

type Draft = Pick<CustomerFacts, "birthDate" | "nationality" | "phone" | "email" | "address" | "document">;

/** The sections of an application with what each still needs on the banking date. */
export function onboardingSections(draft: Draft, on: BusinessDate): OnboardingSection[] {
  const missing = missingParts(draft);
  return parts.map(({ slug, title, holds, problem }) => {
    const open: string[] = holds.filter((part) => missing.includes(part));
    const state =
      open.length === 0 ? "complete" : open.length < holds.length || slug === "identity" ? "begun" : "empty";
    return { slug, title, state, missing: open, problem: problem(draft, on)?.sentence ?? null };
  });
}

const none = () => null;
const parts = [
  { slug: "identity", title: "Identity", holds: ["date of birth", "nationality"], problem: ageProblem },
  {
    slug: "contact",
    title: "Contact and address",
    holds: ["phone number", "e-mail address", "address"],
    problem: none,
  },
  { slug: "document", title: "Identity document", holds: ["identity document"], problem: documentProblem },
] as const;
