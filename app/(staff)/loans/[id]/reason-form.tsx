import { randomUUID } from "node:crypto";
import type { ReactNode } from "react";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import type { FormAction } from "@/components/form/use-sending";

type Props = {
  loan: { id: string };
  id: string;
  action: FormAction;
  /** Opens the form. */
  summary: string;
  label: string;
  button: string;
  danger?: boolean;
  fields?: ReactNode;
};

/** An act that needs a reason, folded away until it is wanted. */
export function ReasonForm({ loan, id, action, summary, label, button, danger = false, fields }: Props) {
  return (
    <details className="group">
      <summary className="link min-h-6 cursor-pointer">{summary}</summary>
      <div className="mt-2">
        <BankForm id={id} action={action} initialKey={randomUUID()}>
          <HiddenField name="loanId" value={loan.id} />
          {fields}
          <TextArea name="reason" label={label} />
          <SubmitButton look={danger ? "danger" : "ghost"} keys={null}>
            {button}
          </SubmitButton>
        </BankForm>
      </div>
    </details>
  );
}
