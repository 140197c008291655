import { DateText } from "@/components/bank/date-text";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { Panel } from "@/components/layout/panel";
import { relations as words } from "@/lib/identity/schema";
import type { RelationRow, StaffRow } from "@/lib/identity/staff-queries";
import { declareRelationAction, endRelationAction } from "../actions";

type RelationsProps = { colleague: StaffRow; relations: readonly RelationRow[]; manages: boolean };

/** The customers whom a colleague may not serve, and the forms that ask for another one or for the end of one. */
export function Relations({ colleague, relations, manages }: RelationsProps) {
  return (
    <Panel title="May not serve">
      <p className="mb-3 text-ink-2">
        Themselves and those close to them. Every act on these customers is refused to them.
      </p>
      <ul className="grid gap-2">
        {relations.map(({ id, customerNo, relation, since }) => (
          <li key={id} className="border-rule border-b pb-2">
            <span className="font-mono">{customerNo}</span> · {words[relation]} · since <DateText date={since} />
            {manages ? (
              <details>
                <summary className="link flex min-h-8 w-fit cursor-pointer items-center">End this</summary>
                <BankForm id={`end-${id}`} action={endRelationAction}>
                  <HiddenField name="relationId" value={id} />
                  <TextField name="reason" label="Reason" maxLength={300} />
                  <div>
                    <SubmitButton look="ghost" keys={null}>
                      {`Ask to end ${customerNo}`}
                    </SubmitButton>
                  </div>
                </BankForm>
              </details>
            ) : null}
          </li>
        ))}
      </ul>
      {manages ? (
        <div className="mt-3">
          <BankForm id="relation" action={declareRelationAction}>
            <HiddenField name="userId" value={colleague.id} />
            <TextField name="customerNo" label="Customer number" mono width="12rem" maxLength={20} />
            <SelectField
              name="relation"
              label="What ties them"
              options={Object.entries(words).map(([value, label]) => ({ value, label }))}
            />
            <TextField name="reason" label="Reason" maxLength={300} />
            <div>
              <SubmitButton keys={null}>Ask to note this</SubmitButton>
            </div>
          </BankForm>
        </div>
      ) : null}
    </Panel>
  );
}
