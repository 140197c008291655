import type { Metadata } from "next";
import type { ReactNode } from "react";
import { DateText } from "@/components/bank/date-text";
import { Money } from "@/components/bank/money";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button";
import { DataTable, Head, Row, RowHead, SubLine, Td, Th } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import {
  type LimitRow,
  listLimits,
  listPersonLimits,
  listPolicies,
  type PolicyRow,
} from "@/lib/approvals/limit-queries";
import { moneyKindWords } from "@/lib/approvals/policy-words";
import { limitRoles } from "@/lib/approvals/schema";
import { bankFacts } from "@/lib/calendar/queries";
import type { Currency } from "@/lib/core/currencies";
import { may } from "@/lib/identity/authorize";
import { spokenRole } from "@/lib/identity/staff-rights";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { NamePager } from "../../customers/name-pager";
import { changeHref, policyHref } from "./limit-href";

export const metadata: Metadata = { title: "Limits" };

export default async function LimitsPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("limit.read");
  const cursor = await urlParams(searchParams, ["older", "newer"]);
  const [limits, people, policies, bank] = await ask(
    Promise.all([listLimits(ctx), listPersonLimits(ctx, cursor), listPolicies(ctx), bankFacts(ctx.db)]),
  );
  const manages = may(ctx.actor, "limit.manage");
  const unset = limitRoles.flatMap((role) =>
    bank.currencies
      .filter((currency) => !limits.some((one) => one.role === role && one.currency === currency && !one.coming))
      .map((currency) => ({ role, currency })),
  );
  return (
    <>
      <PageHeader
        title="Limits"
        meta="What colleagues may move by themselves, and from which amount a second person must agree. Every change waits for another administrator."
        actions={
          manages ? (
            <ButtonLink href={policyHref({ currency: bank.baseCurrency })} look="primary" keys="N">
              Ask for a second person from an amount
            </ButtonLink>
          ) : null
        }
      />
      <Section title="What one person of a role may move">
        <DataTable caption="Limits of roles" captionHidden>
          <LimitHead whose="Role" manages={manages} />
          <tbody>
            {limits.map((limit) => (
              <LimitLine key={limit.id} limit={limit} manages={manages} />
            ))}
            {unset.map(({ role, currency }) => (
              <Row key={`${role} ${currency}`} quiet>
                <RowHead>{capitalised(spokenRole(role))}</RowHead>
                <Td>{currency}</Td>
                <Td num>no limit</Td>
                <Td num>no limit</Td>
                <Td num>–</Td>
                <Td>–</Td>
                {manages ? (
                  <Td>
                    <Change href={changeHref({ role, currency })} of={`${spokenRole(role)}, ${currency}`}>
                      Set
                    </Change>
                  </Td>
                ) : null}
              </Row>
            ))}
          </tbody>
        </DataTable>
      </Section>
      <Section title="What single colleagues may move" aside="Set from their page under Staff.">
        {people.rows.length > 0 ? (
          <>
            <DataTable caption="Limits of persons" captionHidden id="limits-of-persons">
              <LimitHead whose="Colleague" manages={manages} />
              <tbody>
                {people.rows.map((limit) => (
                  <LimitLine key={limit.id} limit={limit} manages={manages} />
                ))}
              </tbody>
            </DataTable>
            <NamePager path="/settings/limits" params={{}} page={people} to="limits-of-persons" />
          </>
        ) : (
          <Empty kind="none" title="Nobody has limits of their own" />
        )}
      </Section>
      <Section title="Second person by act and amount">
        {policies.length > 0 ? (
          <Policies policies={policies} manages={manages} />
        ) : (
          <Empty kind="none" title="No act needs a second person by its amount" />
        )}
      </Section>
    </>
  );
}

function LimitHead({ whose, manages }: { whose: string; manages: boolean }) {
  return (
    <Head>
      <Th width="14rem">{whose}</Th>
      <Th width="7rem">Currency</Th>
      <Th num>One transaction</Th>
      <Th num>One day</Th>
      <Th num>Second person from</Th>
      <Th>Since</Th>
      {manages ? <Th width="6rem">Change</Th> : null}
    </Head>
  );
}

function LimitLine({ limit, manages }: { limit: LimitRow; manages: boolean }) {
  const { role, userId, name, currency, coming } = limit;
  const whose = role ? capitalised(spokenRole(role)) : (name ?? "");
  return (
    <Row quiet={coming}>
      <RowHead>
        {userId ? (
          <a href={`/settings/staff/${userId}`} className="link">
            {whose}
          </a>
        ) : (
          whose
        )}
        {limit.usedMinor !== null && !coming ? (
          <SubLine>
            <Money minor={limit.usedMinor} currency={currency} symbol /> used today
          </SubLine>
        ) : null}
      </RowHead>
      <Td>{currency}</Td>
      <Td num>
        <Bound minor={limit.perTransactionMinor} currency={currency} />
      </Td>
      <Td num>
        <Bound minor={limit.perDayMinor} currency={currency} />
      </Td>
      <Td num>{limit.secondFromMinor === null ? "–" : <Money minor={limit.secondFromMinor} currency={currency} />}</Td>
      <Td>
        <Since day={limit.effectiveFrom} coming={coming} />
      </Td>
      {manages ? (
        <Td>
          {coming ? null : (
            <Change href={changeHref({ role, userId, currency })} of={`${whose}, ${currency}`}>
              Change
            </Change>
          )}
        </Td>
      ) : null}
    </Row>
  );
}

function Policies({ policies, manages }: { policies: readonly PolicyRow[]; manages: boolean }) {
  return (
    <DataTable caption="Acts that need a second person from an amount on" captionHidden>
      <Head>
        <Th>Act</Th>
        <Th>Done by</Th>
        <Th>Currency</Th>
        <Th num>From</Th>
        <Th>Must agree</Th>
        <Th>Since</Th>
        {manages ? <Th>Change</Th> : null}
      </Head>
      <tbody>
        {policies.map((policy) => (
          <Row key={policy.id} quiet={policy.coming}>
            <RowHead>{moneyKindWords[policy.kind]}</RowHead>
            <Td>{policy.role ? spokenRole(policy.role) : "anyone"}</Td>
            <Td>{policy.currency}</Td>
            <Td num>
              <Money minor={policy.fromMinor} currency={policy.currency} />
            </Td>
            <Td>{policy.checkerRole ? spokenRole(policy.checkerRole) : "nobody any more"}</Td>
            <Td>
              <Since day={policy.effectiveFrom} coming={policy.coming} />
            </Td>
            {manages ? (
              <Td>
                {policy.coming ? null : (
                  <Change href={policyHref(policy)} of={`${moneyKindWords[policy.kind]}, ${policy.currency}`}>
                    Change
                  </Change>
                )}
              </Td>
            ) : null}
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}

function Bound({ minor, currency }: { minor: bigint | null; currency: Currency }) {
  return minor === null ? "no limit" : <Money minor={minor} currency={currency} />;
}

function Since({ day, coming }: { day: string; coming: boolean }) {
  return (
    <>
      {coming ? "From " : ""}
      <DateText date={day} />
    </>
  );
}

function Change({ href, of, children }: { href: string; of: string; children: ReactNode }) {
  return (
    <a href={href} className="link">
      {children} <span className="sr-only">{of}</span>
    </a>
  );
}

const capitalised = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
