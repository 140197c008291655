import { countryName } from "@/lib/core/countries";
import { formatDate } from "@/lib/core/dates";
import type { PersonFacts } from "@/lib/customers/lock-customer";
import { partWords } from "./part-words";

type Props = { people: readonly PersonFacts[]; changeHref?: (person: PersonFacts) => string };

/** The people behind an organisation, a card for each: what they are to it and who they are. */
export function PeopleCards({ people, changeHref }: Props) {
  if (people.length === 0) return <p className="text-ink-2">Nobody yet.</p>;
  return (
    <ul className="grid gap-2 sm:grid-cols-2">
      {people.map((person) => (
        <li key={person.id} className="rounded-panel border border-rule bg-surface px-3.5 py-2.5">
          <div className="flex flex-wrap items-baseline justify-between gap-x-3">
            <PersonLink person={person} />
            {changeHref ? (
              <a href={changeHref(person)} className="link text-meta" aria-label={`Change ${person.fullName}`}>
                Change
              </a>
            ) : null}
          </div>
          <p>{partWords(person)}</p>
          {person.chainNote ? <p className="whitespace-pre-line text-ink-2 text-meta">{person.chainNote}</p> : null}
          <p className="text-ink-2 text-meta">{factsOf(person)}</p>
          {person.politicallyExposed ? (
            <p className="text-held text-meta">
              Politically exposed: <bdi>{person.exposure}</bdi>
            </p>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function PersonLink({ person: { customerId, fullName } }: { person: PersonFacts }) {
  const name = <bdi className="font-medium">{fullName}</bdi>;
  return customerId ? (
    <a href={`/customers/${customerId}`} className="link">
      {name}
    </a>
  ) : (
    name
  );
}

function factsOf({ customerNo, customerStatus, birthDate, nationality, residence }: PersonFacts): string {
  const known = customerNo ? `Customer ${customerNo}${customerStatus === "active" ? "" : `, ${customerStatus}`}` : null;
  const lives = residence && !customerNo ? `lives in ${countryName(residence) ?? residence}` : null;
  return [
    known ?? "No customer",
    birthDate && `born ${formatDate(birthDate)}`,
    nationality && countryName(nationality),
    lives,
  ]
    .filter(Boolean)
    .join(" · ");
}
