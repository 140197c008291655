import { randomUUID } from "node:crypto";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { BankForm } from "@/components/form/bank-form";
import { RadioGroup } from "@/components/form/choice-fields";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button";
import { DataTable, Head, Row, RowHead, Td, Th } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { Status } from "@/components/ui/status";
import { formatDate } from "@/lib/core/dates";
import { type CustomerRecord, openCustomer } from "@/lib/customers/profile-queries";
import { type Likeness, likenessesOf } from "@/lib/customers/review-queries";
import { isEditable } from "@/lib/customers/rules";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { decideLikenessAction } from "../../../actions";
import { OnboardingHeader } from "../onboarding-header";

export default async function LikenessPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("customer.onboard");
  const draft = await ask(openCustomer(ctx, (await params).id));
  if (!isEditable(draft)) redirect(`/customers/${draft.id}`);
  const likenesses = await ask(likenessesOf(ctx, draft));
  const open = likenesses.filter(({ decision, status }) => !decision && status !== "withdrawn");
  const [next] = open;
  return (
    <div className="max-w-[48rem]">
      <OnboardingHeader
        draft={draft}
        title={draft.kind === "individual" ? "Does the bank know them?" : "Does the bank know it?"}
      />
      {next ? (
        <>
          <Sides draft={draft} other={next} />
          <Decision draft={draft} other={next} more={open.length - 1} />
        </>
      ) : (
        <Empty
          kind="all-done"
          title={
            draft.kind === "individual"
              ? "Nobody the bank knows is left to decide on"
              : "No record of the bank is left to decide on"
          }
        >
          <p className="mt-3">
            <ButtonLink
              href={
                draft.kind === "individual"
                  ? `/customers/${draft.id}/onboarding/document`
                  : `/customers/${draft.id}/people`
              }
              look="primary"
              keys="F9"
            >
              Continue
            </ButtonLink>
          </p>
        </Empty>
      )}
      <Decided items={likenesses} one={draft.kind === "individual" ? "person" : "organisation"} />
    </div>
  );
}

type Fact = { fact: string; label: string; ours: ReactNode; theirs: ReactNode };
type Pair = { draft: CustomerRecord; other: Likeness };

function Sides({ draft, other }: Pair) {
  const known = other.mayOpen ? (
    <a href={`/customers/${other.id}`} className="link">
      <bdi>{other.fullName}</bdi>
    </a>
  ) : (
    <bdi>{other.fullName}</bdi>
  );
  const says = (fact: string) =>
    other.agrees.includes(fact) ? "The same" : other.known.includes(fact) ? "Another" : "Not known of both";
  const { organisation } = draft;
  const ownFacts: Fact[] = organisation
    ? [
        {
          fact: "registration number",
          label: "Registration number",
          ours: <span className="font-mono">{organisation.registrationNo ?? "–"}</span>,
          theirs: "",
        },
        { fact: "LEI", label: "LEI", ours: <span className="font-mono">{organisation.lei ?? "–"}</span>, theirs: "" },
      ]
    : [
        {
          fact: "date of birth",
          label: "Date of birth",
          ours: draft.birthDate ? formatDate(draft.birthDate) : "–",
          theirs: other.birthDate ? formatDate(other.birthDate) : "–",
        },
        {
          fact: "document number",
          label: "Document number",
          ours: draft.document ? `··${draft.document.numberLast4}` : "–",
          theirs: "",
        },
      ];
  const facts: Fact[] = [
    {
      fact: other.agrees.includes("part of the name") ? "part of the name" : "name",
      label: "Name",
      ours: <bdi>{draft.fullName}</bdi>,
      theirs: known,
    },
    ...ownFacts,
    { fact: "phone", label: "Phone", ours: draft.phone ?? "–", theirs: "" },
    { fact: "e-mail", label: "E-mail", ours: draft.email ?? "–", theirs: "" },
  ];
  return (
    <DataTable caption="This application beside the record that the bank has" captionHidden>
      <Head>
        <Th>Fact</Th>
        <Th>This application</Th>
        <Th>
          <span className="font-mono">{other.customerNo}</span>, {other.branch}
        </Th>
        <Th>Compared</Th>
      </Head>
      <tbody>
        {facts.map(({ fact, label, ours, theirs }) => (
          <Row key={label} spine={other.agrees.includes(fact) ? "held" : null}>
            <RowHead>{label}</RowHead>
            <Td>{ours}</Td>
            <Td>{theirs}</Td>
            <Td>{fact === "part of the name" ? "A part is the same" : says(fact)}</Td>
          </Row>
        ))}
        <Row>
          <RowHead>Status</RowHead>
          <Td>
            <Status of="customer" is={draft.status} />
          </Td>
          <Td>
            <Status of="customer" is={other.status} />
          </Td>
          <Td />
        </Row>
      </tbody>
    </DataTable>
  );
}

function Decision({ draft, other, more }: Pair & { more: number }) {
  const one = draft.kind === "individual" ? "person" : "organisation";
  return (
    <Section title={`Is it the same ${one}?`} aside={more > 0 ? `${more} more after this one` : undefined}>
      <BankForm id={`likeness-${other.id}`} action={decideLikenessAction} initialKey={randomUUID()}>
        <HiddenField name="customerId" value={draft.id} />
        <HiddenField name="otherId" value={other.id} />
        <RadioGroup
          name="decision"
          label={draft.kind === "individual" ? "They are" : "It is"}
          options={[
            { value: "different", label: `Another ${one}`, hint: "The application goes on." },
            {
              value: "same",
              label: `The same ${one}`,
              hint: `This application is withdrawn, and ${other.customerNo} is used.`,
            },
          ]}
        />
        <TextArea name="reason" label="Reason" hint="Kept with the application." rows={2} />
        <div>
          <SubmitButton>Save and continue</SubmitButton>
        </div>
      </BankForm>
    </Section>
  );
}

function Decided({ items, one }: { items: readonly Likeness[]; one: string }) {
  const decided = items.flatMap((item) => (item.decision ? [{ ...item, decision: item.decision }] : []));
  if (decided.length === 0) return null;
  return (
    <Section title="Decided">
      <ul className="grid gap-1.5">
        {decided.map(({ id, fullName, customerNo, decision: { same, reason, by } }) => (
          <li key={id}>
            <bdi>{fullName}</bdi> <span className="font-mono text-meta">{customerNo}</span>:{" "}
            {same ? `the same ${one}` : `another ${one}`}, by {by}. <span className="text-ink-2">{reason}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
