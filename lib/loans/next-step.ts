import type { Actor } from "../core/context";
import { type BusinessDate, formatDate } from "../core/dates";
import type { UserId } from "../core/ids";
import { may } from "../identity/authorize";
import type { Permission } from "../identity/permissions";
import type { LoanStatus } from "./rules";

export type StepKind = "decide" | "resubmit" | "offer" | "accept" | "disburse" | "repay";

/** The one thing that happens next to a loan: whether the viewer does it, and otherwise who is waited for. */
export type NextStep = { kind: StepKind; mine: boolean; waitingFor: string };

type Stage = { status: LoanStatus; appliedBy: UserId; decidedBy: UserId | null; offerValidUntil: BusinessDate | null };

/** The next step of a loan for whoever looks at it, or null when its life is over. */
export function nextStepOf(actor: Actor, loan: Stage, on: BusinessDate): NextStep | null {
  const step = steps[loan.status];
  if (!step) return null;
  const { kind, permission } = loan.status === "offered" && lapsed(loan, on) ? offerAnew : step;
  const stopped = stopFor(actor, kind, loan);
  return {
    kind,
    mine: may(actor, permission) && stopped === null,
    waitingFor: (may(actor, permission) && stopped) || waiting[kind](loan),
  };
}

const steps: Partial<Record<LoanStatus, { kind: StepKind; permission: Permission }>> = {
  submitted: { kind: "decide", permission: "loan.approve" },
  returned: { kind: "resubmit", permission: "loan.apply" },
  approved: { kind: "offer", permission: "loan.offer" },
  offered: { kind: "accept", permission: "loan.accept" },
  accepted: { kind: "disburse", permission: "loan.disburse" },
  active: { kind: "repay", permission: "loan.repay" },
};

const offerAnew = { kind: "offer", permission: "loan.offer" } as const;

const waiting: Record<StepKind, (loan: Stage) => string> = {
  decide: () => "Waiting for the branch manager's decision.",
  resubmit: () => "Waiting for the loan officer to change the application.",
  offer: () => "Waiting for the loan officer to make the offer.",
  accept: ({ offerValidUntil }) =>
    `Waiting for the customer's answer${offerValidUntil ? `, until ${formatDate(offerValidUntil)}` : ""}.`,
  disburse: () => "Waiting for loan operations to pay the loan out.",
  repay: () => "Instalments are paid at the counter or by the customer.",
};

/** Why somebody with the right role still may not: each step of a loan is another person's. */
function stopFor(actor: Actor, kind: StepKind, loan: Stage): string | null {
  if (actor.kind !== "staff") return null;
  if (kind === "decide" && actor.userId === loan.appliedBy)
    return "You made this application. A second person must decide it.";
  if (kind === "resubmit" && actor.userId !== loan.appliedBy)
    return "Only the loan officer who made this application can change it.";
  if (kind === "disburse" && (actor.userId === loan.appliedBy || actor.userId === loan.decidedBy)) {
    return "You applied for or decided this loan. A third person pays it out.";
  }
  return null;
}

function lapsed({ offerValidUntil }: Stage, on: BusinessDate): boolean {
  return offerValidUntil !== null && on > offerValidUntil;
}
