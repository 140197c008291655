import { refusal } from "./errors";

/** A typed share of a whole in hundredths of a per cent: `25`, `33.33`, `33,33 %`. */
export function readShare(typed: string): number {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?\s?%?$/.exec(typed.trim());
  if (!match?.[1]) throw refusal("share_unreadable");
  const share = Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
  if (share > WHOLE) throw refusal("share_unreadable");
  return share;
}

/** The whole in hundredths of a per cent. */
export const WHOLE = 10_000;

/** Hundredths of a per cent as people read them: `33.33 %`, `25 %`. */
export function formatShare(share: number): string {
  const rest = share % 100;
  const decimals = rest === 0 ? "" : `.${String(rest).padStart(2, "0").replace(/0$/, "")}`;
  return `${Math.floor(share / 100)}${decimals}\u00a0%`;
}

/** Hundredths of a per cent as somebody would type them: what a stored request is read from again. */
export function shareTyped(share: number): string {
  return `${Math.floor(share / 100)}.${String(share % 100).padStart(2, "0")}`;
}
