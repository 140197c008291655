import { formatShare } from "@/lib/core/read-share";
import { partsOf } from "@/lib/customers/person-card";

type Part = Parameters<typeof partsOf>[0] & { share: number | null };

/** What somebody is to an organisation: `Director, signatory, owns 51 %`. */
export function partWords(person: Part): string {
  const { share, control } = person;
  const owns = share ? [`Owns ${formatShare(share)}${control === "indirect" ? " through others" : ""}`] : [];
  const parts = [...partsOf(share ? { ...person, control: null } : person), ...owns];
  return parts.map((part, index) => (index === 0 ? part : part.charAt(0).toLowerCase() + part.slice(1))).join(", ");
}
