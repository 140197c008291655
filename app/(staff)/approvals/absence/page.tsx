import type { Metadata } from "next";
import { BankForm } from "@/components/form/bank-form";
import { DateField } from "@/components/form/date-field";
import { HiddenField } from "@/components/form/hidden-field";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { Callout } from "@/components/ui/callout";
import { Empty } from "@/components/ui/empty";
import { formatDate } from "@/lib/core/dates";
import { ownDelegations, possibleDelegates } from "@/lib/identity/delegations";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { delegateAction, endDelegationAction } from "./actions";

export const metadata: Metadata = { title: "When you are away" };

const confirmations: Record<string, string> = {
  named: "Your colleague is told, and finds your inbox beside theirs on these days",
  ended: "You decide for yourself again",
};

export default async function AbsencePage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("approval.decide");
  const { done } = await urlParams(searchParams, ["done"]);
  const [named, colleagues] = await ask(Promise.all([ownDelegations(ctx), possibleDelegates(ctx)]));
  return (
    <div className="max-w-measure">
      <PageHeader
        title="When you are away"
        back={{ href: "/approvals", label: "Approvals" }}
        meta="A colleague who holds the same roles decides in your place. Every decision names both of you."
      />
      {done && confirmations[done] ? (
        <div className="mb-5" role="status">
          <Callout tone="ok" title={confirmations[done]} />
        </div>
      ) : null}
      {named.length > 0 ? (
        <Section title="Named">
          <ul className="grid">
            {named.map(({ id, to, firstDay, lastDay }) => (
              <li key={id} className="flex flex-wrap items-center justify-between gap-3 border-rule border-b py-3">
                <span>
                  <bdi className="font-medium">{to}</bdi>, {formatDate(firstDay)} to {formatDate(lastDay)}
                </span>
                <BankForm id={`end-${id}`} action={endDelegationAction}>
                  <HiddenField name="delegationId" value={id} />
                  <SubmitButton look="ghost" keys={null}>{`End it for ${to}`}</SubmitButton>
                </BankForm>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      <Section title="Name a colleague">
        {colleagues.length > 0 ? (
          <BankForm id="delegate" action={delegateAction}>
            <SelectField
              name="toUserId"
              label="Who decides in your place"
              placeholder="Choose a colleague"
              options={colleagues.map(({ id, name, branch }) => ({ value: id, label: `${name}, ${branch}` }))}
            />
            <DateField name="firstDay" label="From" min={ctx.businessDate} />
            <DateField name="lastDay" label="Until, with this day" min={ctx.businessDate} />
            <SubmitButton keys={null} look="second">
              Let them decide in my place
            </SubmitButton>
          </BankForm>
        ) : (
          <Empty kind="none" title="Nobody else holds your roles">
            An administrator can give them to a colleague, with a second person.
          </Empty>
        )}
      </Section>
    </div>
  );
}
