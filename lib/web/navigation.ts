import type { Actor, Role } from "../core/context";
import { may } from "../identity/authorize";
import { type Permission, rolesWith } from "../identity/permissions";

export type NavigationItem = { href: string; label: string; permission: Permission };
export type NavigationGroup = { label: string | null; items: readonly NavigationItem[] };

/** Every place in the left rail and the permission that opens it; the page asks again, and so does each command. */
export const navigation: readonly NavigationGroup[] = [
  {
    label: null,
    items: [
      { href: "/desk", label: "Desk", permission: "customer.read" },
      { href: "/customers", label: "Customers", permission: "customer.read" },
      { href: "/accounts", label: "Accounts", permission: "account.read" },
      { href: "/accounts/applications", label: "Applications", permission: "application.read" },
      { href: "/movements", label: "Movements", permission: "movement.read" },
      { href: "/loans", label: "Loans", permission: "loan.read" },
      { href: "/payments/cheques", label: "Cheques", permission: "cheque.read" },
      { href: "/payments/incoming", label: "Incoming payments", permission: "incoming.book" },
    ],
  },
  {
    label: "Second person",
    items: [
      { href: "/approvals", label: "Approvals", permission: "approval.decide" },
      { href: "/screening", label: "Screening", permission: "screening.read" },
      { href: "/cash/unusual", label: "Unusual cash", permission: "unusual.read" },
      { href: "/erasure", label: "Erasure", permission: "erasure.read" },
      { href: "/approvals/mine", label: "My requests", permission: "approval.withdraw" },
    ],
  },
  {
    label: "Books",
    items: [
      { href: "/cash", label: "Cash", permission: "cash.read" },
      { href: "/ledger", label: "Ledger", permission: "ledger.read" },
      { href: "/ledger/positions", label: "Currency positions", permission: "ledger.read" },
      { href: "/ledger/journal", label: "Manual journal", permission: "journal.book" },
      { href: "/ledger/capital", label: "Share capital", permission: "capital.book" },
      { href: "/ledger/verification", label: "Verification", permission: "verification.read" },
      { href: "/end-of-day", label: "End of day", permission: "day.read" },
      { href: "/end-of-day/mails", label: "E-mails", permission: "mail.read" },
      { href: "/activity", label: "Activity", permission: "activity.read" },
    ],
  },
  {
    label: "Set-up",
    items: [
      { href: "/products", label: "Products", permission: "product.read" },
      { href: "/rates", label: "Exchange rates", permission: "rate.read" },
      { href: "/settings/staff", label: "Staff", permission: "staff.read" },
      { href: "/settings/limits", label: "Limits", permission: "limit.read" },
      { href: "/settings/bank", label: "Bank and branches", permission: "bank.manage" },
    ],
  },
];

/** The places that are open to a person with how much waits in them; groups without a place are left out. */
export function navigationFor(actor: Actor, counts: Readonly<Record<string, number>> = {}): OpenGroup[] {
  return placesWhere((permission) => may(actor, permission)).map(({ label, items }) => ({
    label,
    items: items.map(({ href, label }) => ({ href, label, count: counts[href] ?? 0 })),
  }));
}

/** The rail as whoever holds this one role finds it. */
export function placesOf(role: Role): NavigationGroup[] {
  return placesWhere((permission) => rolesWith(permission).includes(role));
}

function placesWhere(open: (permission: Permission) => boolean): NavigationGroup[] {
  return navigation
    .map(({ label, items }) => ({ label, items: items.filter(({ permission }) => open(permission)) }))
    .filter(({ items }) => items.length > 0);
}

type OpenGroup = { label: string | null; items: { href: string; label: string; count: number }[] };

/** The places of self-service, at the thumb on a phone. */
export const customerPlaces = [
  { href: "/my", label: "Overview", exact: true, also: ["/my/apply"] },
  { href: "/my/transfer", label: "Payments", also: ["/my/beneficiaries"] },
  { href: "/my/loans", label: "Loans" },
  { href: "/my/security", label: "Security" },
] as const;
