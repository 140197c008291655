import { InstantText } from "@/components/bank/date-text";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import type { FormAction } from "@/components/form/use-sending";
import { deviceName } from "@/lib/core/device-name";
import type { OwnSession } from "@/lib/identity/queries";

type Props = { sessions: readonly OwnSession[]; timeZone: string; endSession: FormAction };

/** Where somebody is signed in; every session but the present one can be ended from here. */
export function SessionList({ sessions, timeZone, endSession }: Props) {
  return (
    <ul className="grid">
      {sessions.map(({ id, userAgent, ip, startedAt, lastSeenAt, current }) => (
        <li key={id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-rule border-b py-3">
          <div>
            <div className="font-medium">
              {deviceName(userAgent)}
              {current ? <span className="font-normal text-ink-2"> · this device</span> : null}
            </div>
            <div className="text-ink-2 text-staff">
              {ip ? `${ip} · ` : null}since <InstantText at={startedAt} timeZone={timeZone} />, last seen{" "}
              <InstantText at={lastSeenAt} timeZone={timeZone} />
            </div>
          </div>
          {current ? null : (
            <BankForm id={`end-${id}`} action={endSession}>
              <HiddenField name="sessionId" value={id} />
              <SubmitButton keys={null} look="ghost">
                {`Sign out ${deviceName(userAgent)}`}
              </SubmitButton>
            </BankForm>
          )}
        </li>
      ))}
    </ul>
  );
}
