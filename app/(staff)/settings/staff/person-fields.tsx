import type { ReactNode } from "react";
import { SelectField } from "@/components/form/select-field";
import { TextField } from "@/components/form/text-field";

type Props = {
  branches: readonly { id: string; name: string }[];
  autoFocus?: boolean;
  /** What stands after the name. */
  children?: ReactNode;
};

/** Who a colleague is and where they work. */
export function PersonFields({ branches, autoFocus = false, children }: Props) {
  return (
    <>
      <TextField name="displayName" label="Name" hint="As colleagues see it" autoFocus={autoFocus} maxLength={80} />
      {children}
      <TextField
        name="email"
        label="E-mail"
        optional
        hint="Where a link goes when the password is lost"
        inputMode="email"
        autoComplete="off"
        maxLength={254}
      />
      <SelectField
        name="branchId"
        label="Branch"
        placeholder="Choose a branch"
        options={branches.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </>
  );
}
