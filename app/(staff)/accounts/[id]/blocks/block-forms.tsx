import { randomUUID } from "node:crypto";
import { BankForm } from "@/components/form/bank-form";
import { RadioGroup } from "@/components/form/choice-fields";
import { HiddenField } from "@/components/form/hidden-field";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { Section } from "@/components/layout/section";
import type { BlockRow } from "@/lib/accounts/block-queries";
import type { AccountPage } from "@/lib/accounts/queries";
import { blockKinds } from "@/lib/accounts/schema";
import { liftBlockAction, placeBlockAction } from "./actions";

type Props = { account: AccountPage; open: readonly BlockRow[]; freezes: boolean };

/** Placing a block and lifting one that stands. */
export function BlockForms({ account, open, freezes }: Props) {
  const kinds = Object.entries(blockKinds).filter(([kind]) => freezes || kind !== "freeze");
  return (
    <div className="grid items-start gap-x-8 gap-y-6 lg:grid-cols-2 *:mt-0">
      {account.status === "active" ? (
        <Section title="Place a block">
          <BankForm id="place-block" action={placeBlockAction} initialKey={randomUUID()}>
            <HiddenField name="accountId" value={account.id} />
            <RadioGroup name="kind" label="What it stops" options={kinds.map(([value, label]) => ({ value, label }))} />
            <TextField name="reason" label="Reason" hint="Colleagues read it on the account." maxLength={140} />
            <SubmitButton keys={null} look="danger">
              Block the account
            </SubmitButton>
          </BankForm>
        </Section>
      ) : null}
      {open.length > 0 ? (
        <Section title="Lift a block">
          <BankForm
            id="lift-block"
            action={liftBlockAction}
            initialKey={randomUUID()}
            defaultValue={open.length === 1 ? { blockId: open[0]?.id ?? "" } : {}}
          >
            <SelectField
              name="blockId"
              label="Block"
              options={open.map(({ id, kind, reason }) => ({ value: id, label: `${blockKinds[kind]}: ${reason}` }))}
              hint="A freeze is lifted once a second person has agreed."
            />
            <TextField name="reason" label="Reason" maxLength={140} />
            <SubmitButton keys={null}>Lift the block</SubmitButton>
          </BankForm>
        </Section>
      ) : null}
    </div>
  );
}
