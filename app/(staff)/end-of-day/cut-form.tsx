import { randomUUID } from "node:crypto";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import type { Actor } from "@/lib/core/context";
import { addDays, type BusinessDate, formatDate } from "@/lib/core/dates";
import { may } from "@/lib/identity/authorize";
import { cutDayAction } from "./actions";

/** The cut of the open day; a till that is open keeps it from being offered. */
export function CutForm({ day, blocked, actor }: { day: BusinessDate; blocked: boolean; actor: Actor }) {
  if (!may(actor, "day.cut")) return <p className="text-ink-2">Operations cuts and closes the day.</p>;
  if (blocked) return <p className="font-semibold">The cut is offered here as soon as every till is closed.</p>;
  return (
    <BankForm id="cut" action={cutDayAction} initialKey={randomUUID()}>
      <HiddenField name="day" value={day} />
      <div className="flex flex-wrap items-center gap-3">
        <SubmitButton>{`Cut ${formatDate(day)}`}</SubmitButton>
        <span className="text-ink-2">{formatDate(addDays(day, 1))} opens at once.</span>
      </div>
    </BankForm>
  );
}
