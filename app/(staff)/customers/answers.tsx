import type { ReactNode } from "react";
import { type Fact, type FactSections, factWords } from "@/lib/customers/fact-words";
import type { CustomerRecord } from "@/lib/customers/profile-queries";

export type Answer = { term: string; value: ReactNode };

/** Every fact of an application, by its sections, as it is read back to people. */
export function answersOf(customer: CustomerRecord): Record<keyof FactSections, Answer[]> {
  const { id, scans, document, organisation } = customer;
  const {
    identity,
    organisation: register,
    contact,
    document: papers,
    declarations,
    business,
    products,
  } = factWords(customer);
  const pictures: Answer = {
    term: organisation ? "Register extract and articles" : "Pictures",
    value: (document ?? organisation) && (
      <a href={`/customers/${id}/scans`} className="link">
        {scans === 0 ? "None yet" : scans === 1 ? "1 picture" : `${scans} pictures`}
      </a>
    ),
  };
  return {
    identity: identity.map(shown),
    organisation: organisation ? [...register.map(shown), pictures] : [],
    contact: contact.map(shown),
    document: [...papers.map(shown), pictures],
    declarations: declarations.map(shown),
    business: business.map(shown),
    products: products.map(shown),
  };
}

function shown({ term, value, spelt }: Fact): Answer {
  if (value === null || value === "None") return { term, value };
  return { term, value: spelt ? <span className="font-mono">{value}</span> : <bdi>{value}</bdi> };
}
