import type { OnboardingSection } from "@/lib/customers/onboarding-sections";

/** Where a section of an application is filled in. The people of an organisation have pages that outlast it. */
export function sectionHref(id: string, slug: OnboardingSection["slug"] | "check"): string {
  return slug === "people" ? `/customers/${id}/people` : `/customers/${id}/onboarding/${slug}`;
}
