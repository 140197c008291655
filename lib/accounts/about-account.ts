import type { AccountFacts } from "./load-accounts";

/** An account as that which an act, or a request for a second person, is about: kept under its first owner. */
export const aboutAccount = ({ id, owners }: Pick<AccountFacts, "id" | "owners">) => ({
  subjectKind: "account" as const,
  subjectId: id,
  customerId: owners[0] ?? null,
});
