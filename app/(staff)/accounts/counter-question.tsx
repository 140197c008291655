import { AskedFrom } from "@/components/form/asked-from";
import { SelectField } from "@/components/form/select-field";
import { TextField } from "@/components/form/text-field";
import type { CounterQuestion } from "@/lib/cash/question-queries";
import { fundsSources } from "@/lib/cash/schema";
import type { Currency } from "@/lib/core/currencies";
import { formatDate } from "@/lib/core/dates";
import { formatMoney } from "@/lib/core/money";
import { documentNames } from "@/lib/customers/schema";

type Props = { formId: string; currency: Currency; question: CounterQuestion | null };

/** Before much cash is paid: which identity document the teller saw, of those the bank knows. */
export function IdentityQuestion({ formId, currency, question }: Props) {
  if (!question) return null;
  return (
    <AskedFrom
      formId={formId}
      currency={currency}
      fromMinor={question.fromMinor}
      title={`From ${formatMoney({ minor: question.fromMinor, currency })}: look at a document`}
      names={["documentSeen"]}
    >
      <DocumentSeen documents={question.documents} />
    </AskedFrom>
  );
}

/** Before much cash is taken: where it comes from, as the customer says. */
export function SourceQuestion({ formId, currency, question }: Props) {
  if (!question) return null;
  return (
    <AskedFrom
      formId={formId}
      currency={currency}
      fromMinor={question.fromMinor}
      title={`From ${formatMoney({ minor: question.fromMinor, currency })}: ask where it comes from`}
      names={["source", "sourceDetail"]}
    >
      <SourceTold />
    </AskedFrom>
  );
}

/** The choice of the document itself. */
export function DocumentSeen({ documents }: Pick<CounterQuestion, "documents">) {
  if (documents.length === 0) {
    return (
      <p>
        The bank knows no document of them that is still valid. A service officer records one under the customer; then
        the cash can be paid.
      </p>
    );
  }
  return (
    <SelectField
      name="documentSeen"
      label="Document you saw"
      options={documents.map(({ id, kind, last4, expiresOn, name }) => ({
        value: id,
        label: `${documentNames[kind]} ··${last4}, ${name}, until ${formatDate(expiresOn)}`,
      }))}
    />
  );
}

/** The source itself. */
export function SourceTold() {
  return (
    <>
      <SelectField
        name="source"
        label="Source of the cash"
        options={Object.entries(fundsSources).map(([value, label]) => ({ value, label }))}
      />
      <TextField name="sourceDetail" label="What the customer said" optional maxLength={200} />
    </>
  );
}
