import type { Filter } from "@/components/ui/filters";
import type { BankFacts } from "@/lib/calendar/queries";
import { actorKinds, channels } from "@/lib/ledger/entry-filters";
import { templates } from "@/lib/ledger/templates/registry";

const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
const kinds = Object.entries(templates).map(([value, { title }]) => ({ value, label: title }));

/** What the journal is searched and filtered by; the branch only for those who see several. */
export function entryFilters({ branches, baseCurrency }: BankFacts, bankWide: boolean): Filter[] {
  return [
    { kind: "text", name: "q", label: "Reference", placeholder: "TRF-7YH2K9M4A-0", width: "9.5rem" },
    { kind: "choice", name: "kind", label: "Kind", options: kinds, width: "8rem" },
    ...(bankWide
      ? [
          {
            kind: "choice",
            name: "branch",
            label: "Branch",
            options: branches.map(({ id, name }) => ({ value: id, label: name })),
          } as const,
        ]
      : []),
    { kind: "date", name: "from", label: "Booked from" },
    { kind: "date", name: "to", label: "Booked to" },
    { kind: "text", name: "min", label: `At least, ${baseCurrency}`, width: "5.5rem" },
    { kind: "text", name: "max", label: `At most, ${baseCurrency}`, width: "5.5rem" },
    { kind: "choice", name: "channel", label: "Channel", options: options(channels) },
    { kind: "choice", name: "actor", label: "By", options: options(actorKinds) },
  ];
}
