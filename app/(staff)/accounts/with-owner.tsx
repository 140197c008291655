import type { ReactNode } from "react";
import { CustomerStrip } from "@/components/layout/customer-strip";
import { WithStrip } from "@/components/layout/with-strip";
import type { AccountPage } from "@/lib/accounts/queries";
import { type BusinessDate, formatDate } from "@/lib/core/dates";
import { reviewDue } from "@/lib/customers/review-due";
import { identityLine, ownerNames, shortAccount } from "./account-words";

/** A page that serves an account, under the dark strip of its owner. */
export function WithOwner({
  account,
  today,
  children,
}: {
  account: AccountPage;
  today: BusinessDate;
  children: ReactNode;
}) {
  const [owner, ...others] = account.owners;
  if (!owner) return children;
  const expired =
    owner.document && owner.document.expiresOn < today
      ? [`Document expired on ${formatDate(owner.document.expiresOn)}`]
      : [];
  const facts = [
    ...(others.length > 0
      ? [{ label: others.length > 1 ? "Joint owners" : "Joint owner", value: ownerNames(others) }]
      : []),
    ...(owner.risk ? [{ label: "Risk", value: riskWords[owner.risk] ?? owner.risk }] : []),
    ...(owner.accounts.length > 0 ? [{ label: "Accounts", value: owner.accounts.map(shortAccount).join(" · ") }] : []),
  ];
  const dead = account.owners.flatMap(({ deceasedOn }) =>
    deceasedOn ? [`Owner died on ${formatDate(deceasedOn)}`] : [],
  );
  const due = reviewDue(owner, today);
  const review = due ? [`Review due since ${formatDate(due)}`] : [];
  const dormant = account.dormancy?.stage === "dormant" ? ["Account dormant"] : [];
  const flags = [
    ...dead,
    ...expired,
    ...review,
    ...dormant,
    ...account.blocks.map((block) => `Account blocked: ${block.reason}`),
  ];
  const strip = (
    <CustomerStrip
      name={owner.name}
      href={`/customers/${owner.id}`}
      line={identityLine(owner)}
      facts={facts}
      flags={flags}
    />
  );
  return <WithStrip strip={strip}>{children}</WithStrip>;
}

const riskWords: Partial<Record<string, string>> = {
  low: "Low",
  medium: "Medium",
  high: "High",
  prohibited: "Prohibited",
};
