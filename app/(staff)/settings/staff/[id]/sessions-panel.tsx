import { InstantText } from "@/components/bank/date-text";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { Panel } from "@/components/layout/panel";
import { deviceName } from "@/lib/core/device-name";
import type { OwnSession } from "@/lib/identity/queries";
import { endSessionOfAction } from "../actions";

type Props = { userId: string; sessions: readonly OwnSession[]; timeZone: string };

/** Where a colleague is signed in; each session can be ended at once. */
export function SessionsPanel({ userId, sessions, timeZone }: Props) {
  return (
    <Panel title="Where they are signed in">
      {sessions.length === 0 ? <p className="text-ink-2">Nowhere at the moment.</p> : null}
      {sessions.map(({ id, userAgent, ip, startedAt, lastSeenAt }) => (
        <div key={id} className="grid gap-3 border-rule border-b py-3 last:border-b-0">
          <div>
            <div className="font-medium">{deviceName(userAgent)}</div>
            <div className="text-ink-2 text-staff">
              {ip ? `${ip} · ` : null}since <InstantText at={startedAt} timeZone={timeZone} />, last seen{" "}
              <InstantText at={lastSeenAt} timeZone={timeZone} />
            </div>
          </div>
          <BankForm id={`end-${id}`} action={endSessionOfAction}>
            <HiddenField name="userId" value={userId} />
            <HiddenField name="sessionId" value={id} />
            <TextField name="reason" label="Reason" maxLength={300} />
            <SubmitButton keys={null} look="danger">
              {`End the session on ${deviceName(userAgent)}`}
            </SubmitButton>
          </BankForm>
        </div>
      ))}
    </Panel>
  );
}
