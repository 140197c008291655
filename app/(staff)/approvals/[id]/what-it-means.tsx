import { Money } from "@/components/bank/money";
import { Section } from "@/components/layout/section";
import { DefinitionList, Leader } from "@/components/ui/definition-list";
import type { Actor } from "@/lib/core/context";
import { may } from "@/lib/identity/authorize";
import type { Permission } from "@/lib/identity/permissions";
import type { ApprovalImpact } from "@/lib/operations/approval-impact";

/** Balances, exposure and the maker's limit before and after, as of now, and where to look. */
export function WhatItMeans({ impact, actor }: { impact: ApprovalImpact; actor: Actor }) {
  const { currency, lines, evidence } = impact;
  const open = evidence.filter(({ href }) => may(actor, opens(href)));
  if (lines.length === 0 && open.length === 0) return null;
  return (
    <Section title="What it means">
      <DefinitionList columns={2}>
        {lines.flatMap(({ label, nowMinor, afterMinor, over }) => [
          <Leader key={`${label} now`} term={`${label} now`}>
            <Money minor={nowMinor} currency={currency} symbol />
          </Leader>,
          <Leader
            key={`${label} after`}
            term={over ? `! ${label} after` : `${label} after`}
            strong
            tone={over ? "danger" : "ink"}
          >
            <Money minor={afterMinor} currency={currency} symbol />
          </Leader>,
        ])}
      </DefinitionList>
      <p className="mt-3 flex flex-wrap gap-x-4">
        {open.map(({ href, label }) => (
          <a key={href} href={href} className="link">
            {label}
          </a>
        ))}
      </p>
    </Section>
  );
}

function opens(href: string): Permission {
  if (href.startsWith("/loans/")) return "loan.read";
  return href.startsWith("/customers/") ? "customer.read" : "account.read";
}
