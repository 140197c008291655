import { randomUUID } from "node:crypto";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import type { Actor } from "@/lib/core/context";
import { type BusinessDate, formatDate } from "@/lib/core/dates";
import { may } from "@/lib/identity/authorize";
import { closeDayAction } from "./actions";

/** Proves and closes the day that was cut; its figures are final after that. */
export function CloseForm({ day, actor }: { day: BusinessDate; actor: Actor }) {
  if (!may(actor, "day.close")) return <p className="text-ink-2">Operations closes the day.</p>;
  return (
    <BankForm id="close" action={closeDayAction} initialKey={randomUUID()}>
      <HiddenField name="day" value={day} />
      <div className="flex flex-wrap items-center gap-3">
        <SubmitButton>{`Close ${formatDate(day)}`}</SubmitButton>
        <span className="text-ink-2">Its figures are final after that.</span>
      </div>
    </BankForm>
  );
}
