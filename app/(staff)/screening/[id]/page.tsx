import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { BankForm } from "@/components/form/bank-form";
import { RadioGroup } from "@/components/form/choice-fields";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { Callout } from "@/components/ui/callout";
import { DataTable, Head, Row, RowHead, Td, Th } from "@/components/ui/data-table";
import { Status } from "@/components/ui/status";
import { recordView } from "@/lib/audit/record-view";
import { countryName } from "@/lib/core/countries";
import { formatDate } from "@/lib/core/dates";
import { formatLocalTime } from "@/lib/core/local-time";
import { may } from "@/lib/identity/authorize";
import { type Agreement, likenessWords } from "@/lib/screening/evidence";
import { type Hit, readHit } from "@/lib/screening/hit-queries";
import { listNames } from "@/lib/screening/schema";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { decideHitAction } from "../actions";
import { listedBirths } from "../listed-births";

export const metadata: Metadata = { title: "Likeness to a list" };

export default async function HitPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("screening.read");
  const hit = await ask(readHit(ctx, (await params).id));
  await ask(
    recordView(ctx, {
      act: "customer.viewed",
      subjectKind: "customer",
      subjectId: hit.customerId,
      customerIds: [hit.customerId],
    }),
  );
  const decidable = hit.status === "open" || hit.status === "confirmed";
  return (
    <>
      <PageHeader
        back={{ href: "/screening", label: "Screening" }}
        title={<bdi>{hit.fullName}</bdi>}
        aside={<Status of="screening" is={hit.status} />}
        meta={
          <>
            Found {formatLocalTime(hit.foundAt)} · {listNames[hit.source]}, version <bdi>{hit.entry.version}</bdi>
          </>
        }
      />
      <Standing hit={hit} />
      <Section title="Side by side">
        <Sides hit={hit} />
      </Section>
      {decidable && !hit.waiting && may(ctx.actor, "screening.decide") ? (
        <Section title={hit.status === "open" ? "Decision" : "Another decision"}>
          <BankForm id="decide" action={decideHitAction} initialKey={randomUUID()}>
            <HiddenField name="hitId" value={hit.id} />
            <RadioGroup
              name="decision"
              label={hit.behind ? "This person is" : "The customer is"}
              options={choicesFor(hit)}
            />
            <TextArea name="reason" label="Reason" hint="Kept with the decision." rows={2} />
            <div>
              <SubmitButton look="second">{`Decide on ${hit.fullName}`}</SubmitButton>
            </div>
          </BankForm>
        </Section>
      ) : null}
    </>
  );
}

function choicesFor({ status, kind, behind }: Hit) {
  const organisation = kind === "organisation" && !behind;
  const other = {
    value: "clear",
    label: organisation ? "Another organisation than the list names" : "Somebody else than the list names",
  };
  const second = "A second compliance officer must agree.";
  if (status === "confirmed") return [{ ...other, hint: second }];
  const same = organisation ? "The organisation the list names" : "The person the list names";
  return [other, { value: "confirm", label: same, hint: second }];
}

/** What the likeness stops, who decided it, or who is asked. */
function Standing({ hit }: { hit: Hit }) {
  const whose = hit.behind ? `the accounts of ${hit.behind}` : "their accounts";
  const stops =
    hit.customerStatus === "active" ? `No money leaves ${whose}` : `${hit.behind ?? "They"} cannot become a customer`;
  return (
    <div className="mb-5 grid gap-2">
      {hit.status === "open" ? <Callout tone="second" title={`${stops} until this is decided`} /> : null}
      {hit.status === "confirmed" ? <Callout tone="danger" title={`${stops} while this stands`} /> : null}
      {hit.status === "lapsed" ? (
        <Callout tone="info" title="The list or the customer changed, and they are no longer alike" />
      ) : null}
      {hit.decidedBy && hit.decidedAt && hit.reason ? (
        <Callout
          tone={hit.status === "confirmed" ? "danger" : "ok"}
          title={`${hit.status === "confirmed" ? "Confirmed" : "Cleared"} by ${hit.decidedBy}${hit.confirmedBy ? ` and ${hit.confirmedBy}` : ""}, ${formatLocalTime(hit.decidedAt)}`}
        >
          <p className="whitespace-pre-line">{hit.reason}</p>
        </Callout>
      ) : null}
      {hit.waiting ? (
        <Callout tone="second" title="Waits for a second compliance officer">
          {hit.waiting.maker} asked.{" "}
          <a href={`/approvals/${hit.waiting.id}`} className="link">
            Open the request
          </a>
        </Callout>
      ) : null}
    </div>
  );
}

const agreements: Record<Agreement, string> = {
  same: "The same",
  near: "Near",
  other: "Another",
  unknown: "Not known",
};

type Fact = { fact: string; ours: ReactNode; theirs: ReactNode; says: string; counts: boolean };

function birthOf({ birthDate, birth, entry }: Hit): Fact {
  return {
    fact: "Date of birth",
    ours: birthDate ? formatDate(birthDate) : "–",
    theirs: entry.birthDates.length > 0 ? listedBirths(entry.birthDates) : "–",
    says: agreements[birth],
    counts: birth === "same" || birth === "near",
  };
}

/** The customer's names, or those of a person with the organisation they stand behind. */
function OurNames({ hit: { customerId, fullName, behind, tradingNames } }: { hit: Hit }) {
  return (
    <>
      {behind ? (
        <>
          <bdi>{fullName}</bdi>, behind{" "}
        </>
      ) : null}
      <a href={`/customers/${customerId}`} className="link">
        <bdi>{behind ?? fullName}</bdi>
      </a>
      {tradingNames.length > 0 ? (
        <span className="block text-ink-2 text-meta">
          Trades as <bdi>{tradingNames.join(", ")}</bdi>
        </span>
      ) : null}
    </>
  );
}

function Sides({ hit }: { hit: Hit }) {
  const { entry } = hit;
  const facts: Fact[] = [
    {
      fact: "Name",
      ours: <OurNames hit={hit} />,
      theirs: <Names hit={hit} />,
      says: likenessWords(hit.score),
      counts: true,
    },
    ...(hit.kind === "organisation" && !hit.behind ? [] : [birthOf(hit)]),
    {
      fact: "Country",
      ours: hit.countries.map((code) => countryName(code) ?? code).join(", ") || "–",
      theirs: entry.countries.join(", ") || "–",
      says: agreements[hit.country],
      counts: hit.country === "same",
    },
    {
      fact: "Documents",
      ours: hit.document?.replaceAll("_", " ").replace(/^./, (first) => first.toUpperCase()) ?? "–",
      theirs: entry.identifiers.join(", ") || "–",
      says: "To be compared by hand",
      counts: false,
    },
    { fact: "Number", ours: hit.customerNo, theirs: `${entry.ref}, ${entry.program}`, says: "", counts: false },
  ];
  return (
    <DataTable caption="The customer beside the list" captionHidden>
      <Head>
        <Th>Fact</Th>
        <Th>Customer</Th>
        <Th>List</Th>
        <Th>Evidence</Th>
      </Head>
      <tbody>
        {facts.map(({ fact, ours, theirs, says, counts }) => (
          <Row key={fact} spine={counts ? "second" : null}>
            <RowHead>{fact}</RowHead>
            <Td wide>{ours}</Td>
            <Td wide>{theirs}</Td>
            <Td>{counts ? <strong className="font-semibold">{says}</strong> : says}</Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}

/** The listed name that is like the customer's first, then the others. */
function Names({ hit: { name, entry } }: { hit: Hit }) {
  const others = [entry.name, ...entry.aliases].filter((one) => one !== name);
  return (
    <>
      <bdi>{name}</bdi>
      {others.length > 0 ? (
        <ul className="text-ink-2 text-meta">
          {others.slice(0, 12).map((one) => (
            <li key={one}>
              <bdi>{one}</bdi>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
