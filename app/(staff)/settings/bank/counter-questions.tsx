import { SelectField } from "@/components/form/select-field";
import { Panel } from "@/components/layout/panel";
import { Section } from "@/components/layout/section";
import { DataTable, Head, Row, RowHead, Td, Th } from "@/components/ui/data-table";
import type { AskedFrom } from "@/lib/cash/question-queries";
import { questionKinds } from "@/lib/cash/schema";
import type { Currency } from "@/lib/core/currencies";
import { formatMoney } from "@/lib/core/money";
import { setQuestionAction } from "./actions";
import { AmountForm } from "./amount-form";

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
        <AmountForm
          id="question"
          action={setQuestionAction}
          currencies={currencies}
          amount={{ name: "from", label: "From", hint: "An amount in this currency. Left empty, it is never asked." }}
          ask="Ask for this amount"
        >
          <SelectField
            name="kind"
            label="Question"
            options={Object.entries(questionKinds).map(([value, label]) => ({ value, label }))}
          />
        </AmountForm>
      </Panel>
    </>
  );
}
