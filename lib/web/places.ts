import type { Actor } from "../core/context";
import { may } from "../identity/authorize";
import type { Permission } from "../identity/permissions";
import { navigation } from "./navigation";

type Place = { href: string; label: string; permission: Permission; words?: readonly string[] };

/** Short words for places, as people type them, and the places that the rail does not name. */
const shortWords: Readonly<Record<string, readonly string[]>> = {
  "/ledger": ["tb", "trial balance", "gl"],
  "/end-of-day": ["eod"],
  "/activity": ["log", "audit"],
  "/payments/incoming": ["inc"],
};

const others: readonly Place[] = [
  { href: "/customers/new", label: "New customer", permission: "customer.onboard", words: ["new", "nc"] },
  { href: "/customers?review=due", label: "Reviews due", permission: "customer.read", words: ["review"] },
];

const places: readonly Place[] = [
  ...navigation.flatMap(({ items }) => items.map((item) => ({ ...item, words: shortWords[item.href] ?? [] }))),
  ...others,
];

/** The places open to a person that a typed word stands for: a short word whole, or the beginning of a place's name. */
export function placesNamed(actor: Actor, typed: string): { href: string; title: string; facts: string[] }[] {
  const text = typed.trim().toLowerCase();
  if (text.length < 2) return [];
  return places
    .filter(
      ({ label, words = [] }) => words.includes(text) || (text.length > 2 && label.toLowerCase().startsWith(text)),
    )
    .filter(({ permission }) => may(actor, permission))
    .slice(0, 3)
    .map(({ href, label }) => ({ href, title: label, facts: ["Page"] }));
}
