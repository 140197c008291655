import type { ReactNode } from "react";
import { Callout } from "@/components/ui/callout";
import type { StaffActor } from "@/lib/core/context";
import { type BusinessDate, formatDate } from "@/lib/core/dates";
import { formatMaskedIban } from "@/lib/core/iban";
import { formatLocalTime } from "@/lib/core/local-time";
import type { AccountsStanding } from "@/lib/customers/accounts-standing";
import type { LegalHold } from "@/lib/customers/legal-hold-queries";
import type { CustomerLoan, CustomerRecord } from "@/lib/customers/profile-queries";
import { reviewDue } from "@/lib/customers/review-due";
import { documentProblem, documentRunsOut, isMinor } from "@/lib/customers/rules";
import { may } from "@/lib/identity/authorize";
import type { hitsStopping } from "@/lib/screening/hit-queries";

type Props = {
  actor: StaffActor;
  customer: CustomerRecord;
  /** Of all their accounts; null where it could not be read. */
  standing: AccountsStanding | null;
  loans: readonly CustomerLoan[];
  /** Likenesses to screening lists, for a viewer who may know of them. */
  hits: Awaited<ReturnType<typeof hitsStopping>>;
  /** For who may know of it. */
  legalHold: LegalHold | undefined;
  on: BusinessDate;
};
type Alert = { id: string; tone: "held" | "danger" | "second" | "info"; title: ReactNode; body?: ReactNode };

/** What nobody may overlook about this customer, before anything else. */
export function CustomerAlerts(props: Props) {
  const alerts = [...props.hits.map(hitAlert), ...applicationAlerts(props), ...standingAlerts(props)];
  if (alerts.length === 0) return null;
  return (
    <div className="mb-5 grid gap-2">
      {alerts.map(({ id, tone, title, body }) => (
        <Callout key={id} tone={tone} title={title}>
          {body}
        </Callout>
      ))}
    </div>
  );
}

function hitAlert({ id, status, name }: Props["hits"][number]): Alert {
  return {
    id,
    tone: status === "confirmed" ? "danger" : "second",
    title: (
      <>
        {status === "confirmed" ? "Is" : "May be"}{" "}
        <a href={`/screening/${id}`} className="underline">
          <bdi>{name}</bdi>
        </a>{" "}
        of a screening list
      </>
    ),
  };
}

function applicationAlerts({ actor, customer }: Props): Alert[] {
  const { status, decisionReason, decidedByName, submittedByName, submittedAtLocal, consent } = customer;
  const reason = decisionReason ? <p className="whitespace-pre-line">{decisionReason}</p> : undefined;
  switch (status) {
    case "draft":
      return [{ id: status, tone: "info", title: "This application was not submitted yet" }];
    case "pending_review": {
      const asked = `Asked by ${submittedByName ?? "somebody"}${submittedAtLocal ? `, ${formatLocalTime(submittedAtLocal)}` : ""}`;
      const own = actor.userId === customer.submittedBy;
      return [
        {
          id: status,
          tone: "second",
          title: "Waits for a second person",
          body: own ? "You made this request. The branch manager decides it." : asked,
        },
      ];
    }
    case "compliance_review":
      return [
        {
          id: status,
          tone: "second",
          title: "Waits for compliance",
          body: consent?.by
            ? `High risk. ${consent.by} consents to this customer as senior manager.`
            : "High risk. A senior manager is asked to consent first.",
        },
      ];
    case "active":
      return consent && !consent.by
        ? [
            {
              id: "consent",
              tone: "second",
              title: "A senior manager is asked to consent",
              body: "This customer became of high risk. The branch manager decides under Approvals.",
            },
          ]
        : [];
    case "returned":
      return [
        { id: status, tone: "held", title: `Returned by ${decidedByName ?? "the branch manager"}`, body: reason },
      ];
    case "rejected":
      return [
        { id: status, tone: "danger", title: `Rejected by ${decidedByName ?? "the branch manager"}`, body: reason },
      ];
    case "closed":
      if (customer.mergedInto)
        return [
          {
            id: "merged",
            tone: "info",
            title: (
              <>
                This record was merged into{" "}
                <a href={`/customers/${customer.mergedInto}`} className="underline">
                  <bdi>{customer.mergedIntoName}</bdi>
                </a>
              </>
            ),
            body: "It is the same customer. Accounts, loans and documents stand there; this record keeps what it said.",
          },
        ];
      return [
        {
          id: status,
          tone: "info",
          title: `Closed on ${customer.closedOn ? formatDate(customer.closedOn) : "an earlier day"}${customer.closedByName ? ` by ${customer.closedByName}` : ""}`,
          body: customer.closeReason ? <p className="whitespace-pre-line">{customer.closeReason}</p> : undefined,
        },
      ];
    case "withdrawn":
      return [{ id: status, tone: "info", title: "The application was withdrawn", body: reason }];
    default:
      return [];
  }
}

function standingAlerts({ actor, customer, standing, loans, legalHold, on }: Props): Alert[] {
  const expired = customer.status === "active" ? documentProblem(customer, on) : null;
  const runsOut = customer.status === "active" ? documentRunsOut(customer, on) : null;
  const due = reviewDue(customer, on);
  const late = may(actor, "loan.read") ? loans.filter((loan) => loan.daysPastDue > 0) : [];
  return [
    ...(customer.status === "active" && isMinor(customer.birthDate, on)
      ? [
          {
            id: "minor",
            tone: "info" as const,
            title: "Under age",
            body: `${whoActs(customer.guardians)} No loan and no overdraft.`,
          },
        ]
      : []),
    ...(customer.status === "active" && customer.riskRating === "prohibited"
      ? [
          {
            id: "prohibited",
            tone: "danger" as const,
            title: "The bank may not serve this customer",
            body: may(actor, "screening.decide") ? (
              <>
                Nothing leaves their accounts, and nothing new is opened or lent. Once no list names anybody behind
                them,{" "}
                <a href={`/customers/${customer.id}/prohibition`} className="underline">
                  serve them again
                </a>
                .
              </>
            ) : (
              "Nothing leaves their accounts, and nothing new is opened or lent. Ask compliance at head office."
            ),
          },
        ]
      : []),
    ...(legalHold
      ? [
          {
            id: legalHold.id,
            tone: "held" as const,
            title: "Under a legal hold: nothing is erased",
            body: legalHold.reason,
          },
        ]
      : []),
    ...(customer.deceasedOn
      ? [
          {
            id: "death",
            tone: "danger" as const,
            title: `Died on ${formatDate(customer.deceasedOn)}: nothing leaves their accounts`,
          },
        ]
      : []),
    ...(expired ? [{ id: "document", tone: "danger" as const, title: expired.sentence }] : []),
    ...(runsOut ? [{ id: "runs out", tone: "held" as const, title: runsOut }] : []),
    ...(due ? [{ id: "review", tone: "held" as const, title: `To be reviewed since ${formatDate(due)}` }] : []),
    ...(standing?.blocks ?? []).map(({ iban, kind, reason }) => ({
      id: `${iban} ${kind} ${reason}`,
      tone: "danger" as const,
      title: `Account ${formatMaskedIban(iban)} is blocked for ${blockWords[kind] ?? kind}`,
      body: reason,
    })),
    ...(standing && standing.blocked > standing.blocks.length
      ? [
          {
            id: "more blocks",
            tone: "danger" as const,
            title: `${standing.blocked - standing.blocks.length} more blocks are on their accounts`,
          },
        ]
      : []),
    ...late.map(({ id, loanNo, daysPastDue }) => ({
      id,
      tone: "danger" as const,
      title: (
        <>
          Loan{" "}
          <a href={`/loans/${id}`} className="underline">
            {loanNo}
          </a>{" "}
          is {daysPastDue === 1 ? "1 day" : `${daysPastDue} days`} past due
        </>
      ),
    })),
  ];
}

/** Who signs for somebody under age: of several, as many as the rule of each account asks for. */
function whoActs(guardians: CustomerRecord["guardians"]): string {
  const names = guardians.map(({ fullName }) => fullName);
  if (names.length === 0) return "Nobody is recorded as their guardian.";
  if (names.length === 1) return `${names[0]} signs for every account.`;
  return `${names.join(" and ")} sign for every account, one alone or together as the account says.`;
}

const blockWords: Record<string, string> = { debit: "payments out", credit: "payments in", all: "everything" };
