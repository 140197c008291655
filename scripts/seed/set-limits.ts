import { changeLimit } from "@/lib/approvals/change-limit";
import { changePolicy } from "@/lib/approvals/change-policy";
import { setQuestion } from "@/lib/cash/set-question";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { newId, type UserId } from "@/lib/core/ids";
import { approveRequest } from "@/lib/operations/decide-approval";
import { setPaymentLimit } from "@/lib/payments/set-payment-limit";
import type { Acts } from "./acts";
import type { DemoBank } from "./found";

/** What staff may move by themselves and from which amount somebody must agree, asked by one administrator, agreed by the other. */
export async function setLimits(bank: DemoBank, acts: Acts): Promise<void> {
  const reason = "Limits decided by the board in November";
  const effectiveFrom = acts.today();
  const eur = { currency: "EUR", effectiveFrom, reason } as const;
  const anyone = { ...eur, role: "anyone" } as const;
  const [manager, credit] = [{ checkerRole: "branch_manager" }, { checkerRole: "credit_approver" }] as const;
  const finance = { checkerRole: "finance_officer" } as const;
  const policies = [
    { ...anyone, ...manager, kind: "cash.withdraw", from: "5000.00" },
    { ...anyone, ...manager, kind: "cash.deposit", from: "10000.00" },
    { ...anyone, ...manager, kind: "cash.exchange", from: "2500.00" },
    { ...anyone, ...manager, kind: "transfer.create", from: "5000.00" },
    { ...anyone, ...credit, kind: "transfer.create", from: "50000.00" },
    { ...anyone, ...manager, kind: "vault.move", from: "20000.00" },
    { ...anyone, ...credit, kind: "loan.disburse", from: "25000.00" },
    { ...eur, ...manager, kind: "fee.waive", role: "teller", from: "5.00" },
    { ...eur, ...manager, kind: "fee.waive", role: "service_officer", from: "20.00" },
    { ...anyone, ...manager, kind: "cheque.pay_in", from: "10000.00" },
    { ...anyone, ...manager, kind: "loan.repay", from: "10000.00" },
    { ...anyone, ...manager, kind: "deposit.close_early", from: "25000.00" },
    { ...anyone, ...manager, kind: "hold.place", from: "10000.00" },
    { ...anyone, ...manager, kind: "hold.release", from: "10000.00" },
    { ...anyone, ...finance, kind: "incoming.book", from: "100000.00" },
    { ...anyone, ...finance, kind: "entry.reverse", from: "10000.00" },
    { ...anyone, kind: "capital.book", from: "1000000.00", checkerRole: "finance_officer" },
  ] as const;
  for (const policy of policies) await agreed(bank, acts, changePolicy, policy);

  for (const question of [
    { kind: "identity", from: "3000.00" },
    { kind: "source", from: "7500.00" },
  ] as const)
    await agreed(bank, acts, setQuestion, { key: newId(), currency: "EUR", reason, ...question });

  await agreed(bank, acts, setPaymentLimit, { key: newId(), currency: "EUR", perDay: "10000.00", reason });

  const teller = { ...eur, role: "teller", userId: undefined, secondFrom: undefined } as const;
  await agreed(bank, acts, changeLimit, { ...teller, perTransaction: "20000.00", perDay: "100000.00" });
  await agreed(bank, acts, changeLimit, {
    ...teller,
    role: "vault_custodian",
    perTransaction: "100000.00",
    perDay: "250000.00",
  });
  const trainee = bank.staff["teller.oldtown"]?.userId as UserId;
  await agreed(bank, acts, changeLimit, {
    ...teller,
    role: undefined,
    userId: trainee,
    perTransaction: "10000.00",
    perDay: "40000.00",
    secondFrom: "2000.00",
  });
}

/** Asks as one administrator and agrees as the other. */
export async function agreed<Input>(
  { staff }: DemoBank,
  acts: Acts,
  command: (ctx: Ctx<StaffActor>, input: Input) => Promise<object>,
  input: Input,
): Promise<void> {
  const { admin, admin2 } = staff;
  if (!admin || !admin2) throw new Error("The demo bank lacks an administrator");
  await agreedBy({ maker: admin, checker: admin2 }, acts, command, input);
}

/** Asks as one and agrees as the other. */
export async function agreedBy<Input>(
  { maker, checker }: { maker: StaffActor; checker: StaffActor },
  acts: Acts,
  command: (ctx: Ctx<StaffActor>, input: Input) => Promise<object>,
  input: Input,
): Promise<void> {
  const asked = await command(acts.staff(maker), input);
  if (!("pending" in asked)) throw new Error("It did not wait for a second person");
  const approvalId = asked.pending as never;
  const { status } = await approveRequest(acts.staff(checker), { key: acts.key(), approvalId, seen: 1 });
  if (status !== "approved") throw new Error("The second person could not agree");
}
