import type { FieldWords } from "../approvals/sealed-request";
import type { GuardianFacts } from "./lock-customer";
import { guardianBasisNames } from "./schema";

/** Who acts for a person under age, in the words of a second person. */
export function guardianWords(
  guardians: readonly Pick<GuardianFacts, "customerNo" | "fullName" | "basis" | "paper">[],
): FieldWords {
  const each = guardians.map(
    ({ customerNo, fullName, basis, paper }) =>
      `${fullName}, ${customerNo}, ${guardianBasisNames[basis].toLowerCase()} (${paper})`,
  );
  return { guardians: each.join("; ") || null };
}
