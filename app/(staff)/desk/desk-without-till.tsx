import type { ReactNode } from "react";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import type { Actor } from "@/lib/core/context";
import { may } from "@/lib/identity/authorize";
import type { Permission } from "@/lib/identity/permissions";
import { FocusFind } from "./focus-find";

const starts: readonly { permission: Permission; href: string; label: string; keys?: string }[] = [
  { permission: "customer.onboard", href: "/customers/new", label: "New customer", keys: "N" },
  { permission: "approval.decide", href: "/approvals", label: "Approvals", keys: "A" },
  { permission: "loan.read", href: "/loans", label: "Loans" },
  { permission: "account.read", href: "/accounts", label: "Accounts" },
];

/** The desk of those who do not handle cash: the search, and where their work begins. */
export function DeskWithoutTill({ actor, children }: { actor: Actor; children: ReactNode }) {
  const open = starts.filter(({ permission }) => may(actor, permission));
  return (
    <>
      <FocusFind />
      <PageHeader
        title="Desk"
        meta="Find a customer by name, phone, birth date, document, account or reference."
        actions={open.map(({ href, label, keys }, at) => (
          <ButtonLink key={href} href={href} look={at === 0 ? "primary" : "ghost"} keys={keys}>
            {label}
          </ButtonLink>
        ))}
      />
      <div className="max-w-[29rem]">{children}</div>
    </>
  );
}
