import { hrefWith } from "@/components/ui/href";

/** What is carried from the form to its check and back, so that no way loses what was typed. */
type Typed = { key?: string; from?: string; to?: string; amount?: string; remittance?: string };

/** A step of the transfer with what was typed so far in its address. */
export function transferPath(path: string, { key, from, to, amount, remittance }: Typed): string {
  return hrefWith(path, { key, from, to, amount, remittance });
}
