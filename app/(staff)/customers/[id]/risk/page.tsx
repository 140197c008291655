import { randomUUID } from "node:crypto";
import { PageTitle } from "@/app/page-title";
import { BankForm } from "@/components/form/bank-form";
import { RadioGroup } from "@/components/form/choice-fields";
import { DateField } from "@/components/form/date-field";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { DataTable, Head, Row, RowHead, Td, Th } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { formatDate } from "@/lib/core/dates";
import { formatLocalTime } from "@/lib/core/local-time";
import { judgementsOf, type ShownJudgement } from "@/lib/customers/judgement-queries";
import { type CustomerRecord, openCustomer } from "@/lib/customers/profile-queries";
import { assessRisk, type RiskAssessment } from "@/lib/customers/risk";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { judgeRiskAction } from "../../actions";
import { RiskMark } from "../../risk-mark";
import { RiskRules } from "../../risk-rules";

export default async function RiskPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("customer.judge_risk");
  const customer = await ask(openCustomer(ctx, (await params).id));
  const judgements = await ask(judgementsOf(ctx, customer.id));
  const assessed = assessRisk(customer, ctx.businessDate);
  const stop = whyNot(customer, assessed);
  return (
    <div className="max-w-[52rem]">
      <PageTitle>{`Risk of ${customer.fullName}`}</PageTitle>
      <PageHeader
        back={{ href: `/customers/${customer.id}`, label: "The customer" }}
        title="Judge the risk"
        meta={
          <>
            <bdi className="text-ink">{customer.fullName}</bdi> ·{" "}
            <span className="font-mono">{customer.customerNo}</span>
          </>
        }
      />
      <Section title="Today">
        <p className="flex gap-x-1.5">
          Rating {customer.riskRating ? <RiskMark rating={customer.riskRating} /> : "none yet"}
          {customer.nextReviewOn ? ` · next review ${formatDate(customer.nextReviewOn)}` : ""}
        </p>
        <RiskRules assessed={assessed} serving />
      </Section>
      <Section title="Another rating">
        {stop ? (
          <Callout tone="held" title={stop} />
        ) : (
          <BankForm id="risk" action={judgeRiskAction} initialKey={randomUUID()}>
            <HiddenField name="customerId" value={customer.id} />
            <RadioGroup
              name="riskRating"
              label="Risk"
              hint="High asks a senior manager to consent. The rules stay in sight, and a new one that asks for more ends the judgement."
              options={[
                { value: "low", label: "Low" },
                { value: "medium", label: "Medium" },
                { value: "high", label: "High" },
              ]}
            />
            <DateField
              name="until"
              label="Last day"
              hint="At most a year from today. After it the rating is what it was before, or what the rules ask for."
              min={ctx.businessDate}
            />
            <TextArea
              name="reason"
              label="Reason"
              hint="What you know that the rules do not. A second compliance officer must agree."
              rows={2}
            />
            <div className="flex flex-wrap gap-3">
              <SubmitButton look="second">Ask for this rating</SubmitButton>
              <ButtonLink href={`/customers/${customer.id}`}>Cancel</ButtonLink>
            </div>
          </BankForm>
        )}
      </Section>
      <Section title="Judged before">
        {judgements.length > 0 ? (
          <Judgements judgements={judgements} />
        ) : (
          <Empty kind="none" title="The rating was never judged otherwise than by the rules" />
        )}
      </Section>
    </div>
  );
}

function Judgements({ judgements }: { judgements: readonly ShownJudgement[] }) {
  return (
    <DataTable caption="Latest first.">
      <Head>
        <Th>Rating</Th>
        <Th>Judged</Th>
        <Th>Last day</Th>
        <Th>Reason</Th>
      </Head>
      <tbody>
        {judgements.map(
          ({ id, rating, ratingBefore, untilDay, endedOn, judgedByName, agreedByName, judgedAtLocal, reason }) => (
            <Row key={id} quiet={endedOn !== null}>
              <RowHead>
                <RiskMark rating={rating} />
                <span className="block font-normal text-ink-2 text-meta">before: {ratingBefore}</span>
              </RowHead>
              <Td>
                {formatLocalTime(judgedAtLocal)}
                <span className="block text-ink-2 text-meta">
                  <bdi>{judgedByName}</bdi>, with <bdi>{agreedByName}</bdi>
                </span>
              </Td>
              <Td>
                {formatDate(untilDay)}
                {endedOn ? <span className="block text-ink-2 text-meta">ended {formatDate(endedOn)}</span> : null}
              </Td>
              <Td>
                <span className="whitespace-pre-line">{reason}</span>
              </Td>
            </Row>
          ),
        )}
      </tbody>
    </DataTable>
  );
}

function whyNot({ status, riskRating }: CustomerRecord, { rating }: RiskAssessment): string | null {
  if (status !== "active") return "Risk is judged of active customers. This one is not active.";
  if (riskRating === "prohibited" || rating === "prohibited")
    return "A list names this customer, so the rating is not a matter of judgement";
  return null;
}
