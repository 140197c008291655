import type { Metadata } from "next";
import { BeforeAfter } from "@/components/bank/before-after";
import { Money } from "@/components/bank/money";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { DefinitionList, Leader } from "@/components/ui/definition-list";
import { Status } from "@/components/ui/status";
import { actWords } from "@/lib/audit/acts";
import type { ActivityRow } from "@/lib/audit/queries";
import { formatDate } from "@/lib/core/dates";
import { deviceName } from "@/lib/core/device-name";
import { readActivityDetail } from "@/lib/operations/read-activity-detail";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { changesIn } from "../changes-in";
import { subjectHref, subjectWords } from "../subject-href";

export const metadata: Metadata = { title: "Activity" };

export default async function ActivityDetailPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("activity.read");
  const { event, before, after, erased, withheld } = await ask(readActivityDetail(ctx, (await params).id));
  const changes = changesIn(before, after);
  return (
    <div className="max-w-[48rem]">
      <PageHeader
        back={{ href: "/activity", label: "Activity" }}
        eyebrow={<Status of="audit" is={event.result} />}
        title={actWords(event.act)}
        meta={`${formatDate(event.at.slice(0, 10))}, ${event.at.slice(11)}`}
      />
      <Section title="The act">
        <DefinitionList columns={2}>
          <Leader term="Person">
            <bdi>{event.actor}</bdi>
          </Leader>
          <Leader term="As">{event.role?.replaceAll("_", " ").replaceAll(",", ", ") ?? event.actorKind}</Leader>
          {event.branch ? <Leader term="Of">{event.branch}</Leader> : null}
          <Leader term="Through">{channels[event.channel]}</Leader>
          {event.device ? <Leader term="With">{deviceName(event.device)}</Leader> : null}
          {event.ip ? (
            <Leader term="From">
              <span className="font-mono text-meta">{event.ip}</span>
            </Leader>
          ) : null}
          {event.subject ? (
            <Leader term="On">
              <SubjectLink event={event} />
            </Leader>
          ) : null}
          {event.reason ? (
            <Leader term="Refused because" tone="danger">
              {event.reason.replaceAll("_", " ")}
            </Leader>
          ) : null}
          {event.reference ? (
            <Leader term="Reference">
              <span className="font-mono text-meta">{event.reference}</span>
            </Leader>
          ) : null}
          {event.amountMinor !== null && event.currency ? (
            <Leader term="Amount">
              <Money minor={event.amountMinor} currency={event.currency} symbol />
            </Leader>
          ) : null}
          <Leader term="Request">
            <span className="break-all font-mono text-meta">{event.requestId}</span>
          </Leader>
        </DefinitionList>
      </Section>
      <Section title="Before and after">
        {withheld ? (
          <Callout tone="info" title="These details are a customer’s personal data and not shown to your role" />
        ) : erased ? (
          <Callout tone="info" title="The details were erased with the customer’s personal data" />
        ) : changes.length > 0 ? (
          <BeforeAfter caption="Before and after" changes={changes} />
        ) : (
          <p className="text-ink-2">This act holds no other details than the ones above.</p>
        )}
        {event.hasDetails ? (
          <p className="mt-3 text-ink-2 text-meta">That you opened these details stands in the log too.</p>
        ) : null}
      </Section>
      {event.customerId ? (
        <p className="mt-6">
          <ButtonLink href={`/activity?customer=${event.customerId}`}>Everything on this customer</ButtonLink>
        </p>
      ) : null}
    </div>
  );
}

const channels = {
  counter: "the counter",
  self_service: "self-service",
  api: "a program",
  job: "a job of the bank",
} as const;

function SubjectLink({ event }: { event: ActivityRow }) {
  const href = subjectHref(event);
  const name = <bdi>{subjectWords(event)}</bdi>;
  if (!href) return name;
  return (
    <a href={href} className="link">
      {name}
    </a>
  );
}
