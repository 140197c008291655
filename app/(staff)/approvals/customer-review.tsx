import { MixedLetters } from "@/components/bank/mixed-letters";
import { Section } from "@/components/layout/section";
import { Callout } from "@/components/ui/callout";
import { Timeline } from "@/components/ui/timeline";
import { actWords } from "@/lib/audit/acts";
import type { ActivityRow } from "@/lib/audit/queries";
import type { StaffActor } from "@/lib/core/context";
import { ageOn, type BusinessDate } from "@/lib/core/dates";
import { formatLocalTime } from "@/lib/core/local-time";
import type { CustomerRecord } from "@/lib/customers/profile-queries";
import type { Likeness } from "@/lib/customers/review-queries";
import { assessRisk } from "@/lib/customers/risk";
import { documentProblem, peopleProblem } from "@/lib/customers/rules";
import { AnswerList } from "../customers/answer-list";
import { type Answer, answersOf } from "../customers/answers";
import { Likenesses } from "../customers/likenesses";
import { PeopleCards } from "../customers/people-cards";
import { RiskRules } from "../customers/risk-rules";
import { Decision } from "./decision";
import { Neighbours } from "./neighbours";
import { SecondPerson } from "./second-person";

type Props = {
  actor: StaffActor;
  customer: CustomerRecord;
  likenesses: readonly Likeness[];
  own: boolean;
  history: readonly ActivityRow[];
  on: BusinessDate;
  previousId: string | undefined;
  nextId: string | undefined;
};

/** An application as its second person sees it: every fact, who may be the same, who did what, and the decision. */
export function CustomerReview({ actor, customer, likenesses, own, history, on, previousId, nextId }: Props) {
  const answers = answersOf(customer);
  const assessed = assessRisk(customer, on);
  const person = customer.kind === "individual";
  const problem = documentProblem(customer, on) ?? peopleProblem(customer);
  const age = customer.birthDate ? `${ageOn(customer.birthDate, on)} years old` : null;
  return (
    <>
      <SecondPerson />
      <h2 className="mt-0.5 font-medium text-title">
        Take on <bdi>{customer.fullName}</bdi> as a customer
      </h2>
      <p className="text-ink-2">
        Asked by {customer.submittedByName ?? "somebody"}, {customer.branch}
        {customer.submittedAtLocal ? ` · ${formatLocalTime(customer.submittedAtLocal)}` : ""} ·{" "}
        <span className="font-mono text-meta">{customer.customerNo}</span>
      </p>
      <div className="mt-4 grid gap-2">
        {problem ? <Callout tone="danger" title={problem.sentence} /> : null}
        <MixedLetters name={customer.fullName} />
        {likenesses.length > 0 ? <Likenesses items={likenesses} kind={customer.kind} /> : null}
        {customer.decisionReason ? (
          <Callout tone="held" title="Returned before">
            <p className="whitespace-pre-line">{customer.decisionReason}</p>
          </Callout>
        ) : null}
      </div>
      <div className="mt-5 grid items-start gap-x-8 gap-y-5 xl:grid-cols-2">
        <div>
          {person ? (
            <Facts
              title="Identity"
              answers={[...answers.identity, ...(age ? [{ term: "Age today", value: age }] : [])]}
            />
          ) : (
            <Facts title="Register entry" answers={answers.organisation} />
          )}
          <Facts title="Contact and address" answers={answers.contact} />
        </div>
        <div>
          {person ? (
            <>
              <Facts title="Identity document" answers={answers.document} />
              <Facts title="Tax, purpose and declarations" answers={answers.declarations} />
            </>
          ) : (
            <>
              <Section title="Directors, signatories and owners">
                <PeopleCards people={customer.people} />
              </Section>
              <Facts title="Business, tax and purpose" answers={answers.business} />
            </>
          )}
          <Facts title="Products wanted" answers={answers.products} />
          <Section title="Risk">
            <RiskRules assessed={assessed} />
          </Section>
          <Section title={`Could the bank know this ${person ? "person" : "organisation"} already?`}>
            <p className="text-ink-2">
              {likenesses.length > 0
                ? "Yes: see above. Compare before you decide."
                : person
                  ? "No other record has this name with this date of birth, nor this document number."
                  : "No other record has this name, registration number or LEI."}
            </p>
          </Section>
        </div>
      </div>
      {own ? (
        <div className="mt-5">
          <Callout tone="second" title="You made this request">
            A second person must decide it.
          </Callout>
        </div>
      ) : (
        <Decision customer={customer} high={assessed.rating === "high"} />
      )}
      <Neighbours previousId={previousId} nextId={nextId} actor={actor} />
      <Section title="History">
        <Timeline
          label="History"
          items={history.map((event) => ({
            id: event.id,
            title: actWords(event.act),
            meta: (
              <>
                {formatLocalTime(event.at)} · <bdi>{event.actor}</bdi>
              </>
            ),
          }))}
        />
      </Section>
    </>
  );
}

function Facts({ title, answers }: { title: string; answers: readonly Answer[] }) {
  return (
    <Section title={title}>
      <AnswerList answers={answers} />
    </Section>
  );
}
