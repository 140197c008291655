import { randomUUID } from "node:crypto";
import { BankForm } from "@/components/form/bank-form";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { Panel } from "@/components/layout/panel";
import { Section } from "@/components/layout/section";
import { DataTable, Head, Row, RowHead, Td, Th } from "@/components/ui/data-table";
import type { AskedFrom } from "@/lib/cash/question-queries";
import { questionKinds } from "@/lib/cash/schema";
import type { Currency } from "@/lib/core/currencies";
import { formatMoney } from "@/lib/core/money";
import { setQuestionAction } from "./actions";

/** From which amounts the counter looks at a document or asks for a source, and the form that changes one. */
export function CounterQuestions({
  currencies,
  asked,
}: {
  currencies: readonly Currency[];
  asked: readonly AskedFrom[];
}) {
  return (
    <>
      <Section title="Asked at the counter">
        <DataTable caption="Asked at the counter" captionHidden>
          <Head>
            <Th>Question</Th>
            <Th num>From</Th>
          </Head>
          <tbody>
            {Object.entries(questionKinds).map(([kind, words]) => {
              const from = asked.filter((one) => one.kind === kind);
              return (
                <Row key={kind}>
                  <RowHead>{words}</RowHead>
                  <Td num>
                    {from.length > 0
                      ? from.map(({ fromMinor, currency }) => formatMoney({ minor: fromMinor, currency })).join(", ")
                      : "Never"}
                  </Td>
                </Row>
              );
            })}
          </tbody>
        </DataTable>
      </Section>
      <Panel title="Change a question">
        <BankForm id="question" action={setQuestionAction} initialKey={randomUUID()}>
          <SelectField
            name="kind"
            label="Question"
            options={Object.entries(questionKinds).map(([value, label]) => ({ value, label }))}
          />
          <SelectField
            name="currency"
            label="Currency"
            options={currencies.map((value) => ({ value, label: value }))}
            placeholder={null}
          />
          <TextField
            name="from"
            label="From"
            hint="An amount in this currency. Left empty, it is never asked."
            optional
            inputMode="decimal"
            maxLength={24}
          />
          <TextField name="reason" label="Reason" maxLength={300} />
          <SubmitButton keys={null}>Ask for this amount</SubmitButton>
        </BankForm>
      </Panel>
    </>
  );
}
