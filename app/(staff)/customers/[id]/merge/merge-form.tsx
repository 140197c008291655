import { randomUUID } from "node:crypto";
import { BankForm } from "@/components/form/bank-form";
import { RadioGroup } from "@/components/form/choice-fields";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { DataTable, Head, Row, RowHead, Td, Th } from "@/components/ui/data-table";
import { type FactSide, factsSideBySide } from "@/lib/customers/merge-facts";
import { organisationSideBySide } from "@/lib/customers/merge-organisation-facts";
import type { CustomerRecord } from "@/lib/customers/profile-queries";
import type { Hanging, MergePage } from "@/lib/operations/merge-queries";
import { mergeCustomersAction, mergeOrganisationsAction } from "../../actions";

type Chosen = Extract<NonNullable<MergePage["chosen"]>, { other: CustomerRecord }>;

/** Two records side by side, and for each fact on which they differ whose stays. */
export function MergeForm({ kept, chosen: { other, moves, conflicts } }: { kept: CustomerRecord; chosen: Chosen }) {
  const person = kept.kind === "individual";
  const sides: FactSide[] = person ? factsSideBySide(kept, other) : organisationSideBySide(kept, other);
  const differing = sides.filter(({ differs }) => differs);
  const back = <ButtonLink href={`/customers/${kept.id}/merge`}>Choose another record</ButtonLink>;
  return (
    <>
      <SideBySide kept={kept} other={other} sides={sides} />
      <p className="mt-3 max-w-measure">{movesWords(moves, kept)}</p>
      {conflicts.length > 0 ? (
        <div className="mt-5 grid gap-4">
          <Callout tone="danger" title="These records cannot be merged yet">
            <ul>
              {conflicts.map((what) => (
                <li key={what}>{what.charAt(0).toUpperCase() + what.slice(1)}.</li>
              ))}
            </ul>
          </Callout>
          <div>{back}</div>
        </div>
      ) : (
        <Section title={differing.length > 0 ? "Which facts stay" : "Nothing differs"}>
          <BankForm
            id="merge"
            action={person ? mergeCustomersAction : mergeOrganisationsAction}
            initialKey={randomUUID()}
            defaultValue={Object.fromEntries(sides.map((side) => [side.fact, preferred(side)]))}
          >
            <HiddenField name="customerId" value={kept.id} />
            <HiddenField name="otherId" value={other.id} />
            {sides.map((side) =>
              side.differs ? (
                <RadioGroup
                  key={side.fact}
                  name={side.fact}
                  label={side.label}
                  options={optionsOf(side, kept, other)}
                />
              ) : (
                <HiddenField key={side.fact} name={side.fact} value="kept" />
              ),
            )}
            <TextArea
              name="reason"
              label="Reason"
              hint={`How you know that it is one ${person ? "person" : "organisation"}. Stands in the request and in the activity log.`}
              rows={2}
            />
            <div className="flex flex-wrap gap-3">
              <SubmitButton>{`Ask to merge ${other.customerNo} into ${kept.customerNo}`}</SubmitButton>
              {back}
            </div>
          </BankForm>
        </Section>
      )}
    </>
  );
}

const preferred = ({ kept }: FactSide) => (kept === null ? "other" : "kept");

function optionsOf({ kept: left, other: right }: FactSide, kept: CustomerRecord, other: CustomerRecord) {
  return [
    { value: "kept", label: left ?? "Nothing", hint: `${kept.customerNo}, this record` },
    { value: "other", label: right ?? "Nothing", hint: `${other.customerNo}, the record that ends` },
  ];
}

function SideBySide({
  kept,
  other,
  sides,
}: {
  kept: CustomerRecord;
  other: CustomerRecord;
  sides: readonly FactSide[];
}) {
  return (
    <DataTable caption="The two records side by side" captionHidden>
      <Head>
        <Th>Fact</Th>
        <Th>
          Stays: <span className="font-mono">{kept.customerNo}</span>, {kept.branch}
        </Th>
        <Th>
          Ends: <span className="font-mono">{other.customerNo}</span>, {other.branch}
        </Th>
      </Head>
      <tbody>
        {sides.map(({ fact, label, kept: left, other: right, differs }) => (
          <Row key={fact} spine={differs ? "held" : null}>
            <RowHead>{label}</RowHead>
            <Td>
              <bdi>{left ?? "–"}</bdi>
            </Td>
            <Td>
              <bdi>{right ?? "–"}</bdi>
            </Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}

/** What comes over with the record that ends. */
function movesWords({ accounts, loans, beneficiaries, documents, signIn }: Hanging, kept: CustomerRecord): string {
  const parts = [
    counted(accounts, "account"),
    counted(loans, "loan"),
    counted(beneficiaries, "payee"),
    counted(documents, "document"),
    signIn && !kept.hasSignIn ? "the sign-in" : null,
  ].filter((part) => part !== null);
  const moved =
    parts.length === 0
      ? "Nothing hangs on the record that ends."
      : `With the record that ends come ${parts.join(", ")}.`;
  return signIn && kept.hasSignIn ? `${moved} Its sign-in is shut: this record has one.` : moved;
}

function counted(count: number, word: string): string | null {
  return count === 0 ? null : count === 1 ? `1 ${word}` : `${count} ${word}s`;
}
