import { randomUUID } from "node:crypto";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { Status } from "@/components/ui/status";
import { formatMaskedIban } from "@/lib/core/iban";
import { formatLocalTime } from "@/lib/core/local-time";
import { formatMoney } from "@/lib/core/money";
import type { ownApplications } from "@/lib/operations/application-queries";
import { withdrawApplicationAction } from "./actions";

type Own = Awaited<ReturnType<typeof ownApplications>>[number];

/** What a customer applied for and what became of it; what waits can be taken back. */
export function OwnApplications({ applications }: { applications: readonly Own[] }) {
  return (
    <ul className="border-rule border-t">
      {applications.map((one) => (
        <li key={one.id} className="border-rule border-b py-2.5">
          <p className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span className="font-medium">{one.product}</span>
            <Status of="application" is={one.status} />
          </p>
          <p className="text-ink-2 text-staff">
            {one.amountMinor !== null
              ? `${formatMoney({ minor: one.amountMinor, currency: one.currency })} for ${one.months} months · `
              : ""}
            {`Applied ${formatLocalTime(one.appliedAt)}`}
          </p>
          {one.account ? (
            <a href={`/my/accounts/${one.account.id}`} className="link inline-flex min-h-(--tap) items-center">
              {`Account ${formatMaskedIban(one.account.iban)}`}
            </a>
          ) : null}
          {one.reason ? <p className="whitespace-pre-line">{one.reason}</p> : null}
          {one.status === "pending" ? (
            <div className="mt-2">
              <BankForm id={`withdraw-${one.id}`} action={withdrawApplicationAction} initialKey={randomUUID()}>
                <HiddenField name="applicationId" value={one.id} />
                <SubmitButton look="ghost" keys={null}>{`Withdraw ${one.product}`}</SubmitButton>
              </BankForm>
            </div>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
