import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { Panel } from "@/components/layout/panel";
import type { BusinessDate } from "@/lib/core/dates";
import type { StaffRow } from "@/lib/identity/staff-queries";
import {
  changePersonAction,
  changeRolesAction,
  disableStaffAction,
  enableStaffAction,
  resetFactorAction,
} from "../actions";
import { PersonFields } from "../person-fields";
import { RoleFields } from "../role-fields";

/** Asks for other roles; nothing changes until a second person agrees. */
export function RolesForm({ colleague, today }: { colleague: StaffRow; today: BusinessDate }) {
  const { roles, until } = colleague;
  return (
    <Panel title="Roles">
      <BankForm id="roles" action={changeRolesAction} defaultValue={{ roles, until }}>
        <HiddenField name="userId" value={colleague.id} />
        <RoleFields
          label="Holds"
          hint="Once an administrator or a branch manager has agreed, their sessions end and these count."
          today={today}
        />
        <TextField name="reason" label="Reason" maxLength={300} />
        <SubmitButton>Ask for these roles</SubmitButton>
      </BankForm>
    </Panel>
  );
}

/** Asks for another name, e-mail address or branch; another administrator agrees. */
export function PersonForm({
  colleague,
  branches,
}: {
  colleague: StaffRow;
  branches: readonly { id: string; name: string }[];
}) {
  const { id, name, email, branchId } = colleague;
  return (
    <Panel title="Name, e-mail and branch">
      <p className="mb-4 text-ink-2">Another administrator agrees first. With another branch their sessions end.</p>
      <BankForm
        id="person"
        action={changePersonAction}
        defaultValue={{ displayName: name, email: email ?? undefined, branchId }}
      >
        <HiddenField name="userId" value={id} />
        <PersonFields branches={branches} />
        <TextField name="reason" label="Reason" maxLength={300} />
        <SubmitButton keys={null}>Ask for this change</SubmitButton>
      </BankForm>
    </Panel>
  );
}

/** Asks to shut a colleague out, or to let them in again. */
export function StateForm({ colleague }: { colleague: StaffRow }) {
  const disabled = colleague.state === "disabled";
  return (
    <Panel title={disabled ? "Let them sign in again" : "Shut them out"}>
      <p className="mb-4 text-ink-2">
        {disabled
          ? "With the password and the roles they had."
          : "All their sessions end at once. What they did stays in the activity log."}{" "}
        An administrator or a branch manager agrees first.
      </p>
      <BankForm id="state" action={disabled ? enableStaffAction : disableStaffAction}>
        <HiddenField name="userId" value={colleague.id} />
        <TextField name="reason" label="Reason" maxLength={300} />
        <SubmitButton look={disabled ? "primary" : "danger"} keys={null}>
          {disabled ? "Ask to enable" : "Ask to disable"}
        </SubmitButton>
      </BankForm>
    </Panel>
  );
}

/** Asks to take a lost second factor away. */
export function ResetFactorForm({ colleague }: { colleague: StaffRow }) {
  return (
    <Panel title="Their second factor is lost">
      <p className="mb-4 text-ink-2">
        Make sure that it is them who asks. Their sessions end, and after the next password they set up a new
        authenticator. An administrator or a branch manager agrees first.
      </p>
      <BankForm id="factor" action={resetFactorAction}>
        <HiddenField name="userId" value={colleague.id} />
        <TextField name="reason" label="Reason" maxLength={300} />
        <SubmitButton look="danger" keys={null}>
          Ask to take it away
        </SubmitButton>
      </BankForm>
    </Panel>
  );
}
