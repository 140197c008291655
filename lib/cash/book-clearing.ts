import type { z } from "zod";
import { sqlOf, type Transaction } from "@/db/client";
import { accountIn, type LockedAccounts, lockAccounts, partiesIn } from "../accounts/load-accounts";
import { assertCanCredit, assertCanDebit, assertCurrency } from "../accounts/rules";
import { parseAmountOrRefuse } from "../core/amounts";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import { refusal } from "../core/errors";
import { type AccountId, type EntryId, type LedgerAccountId, newId, type UserId } from "../core/ids";
import { formatMoney, money } from "../core/money";
import { newReference } from "../core/references";
import { assertStranger, authorize } from "../identity/authorize";
import { applyEntry, glAccount } from "../ledger/book";
import { moneyCommand } from "../ledger/money-command";
import { bookCashClearing } from "../ledger/templates/cash";
import { lockDifferences, type OpenDifference } from "./lock-differences";
import type { clearDifferenceInput } from "./schema";

type Input = Omit<z.output<typeof clearDifferenceInput>, "key">;
type Result = { entryId: EntryId; reference: string };
type State = LockedAccounts & { differences: Map<string, OpenDifference> };
type Row = Result & {
  input: Input;
  account: AccountId | null;
  minor: bigint;
  currency: Currency;
  agreedBy: UserId;
};

/** Books the clearing of a cash difference, only once a second person agreed. Refuses `second_person_needed`, and what `clearDifference` refuses. */
export const bookClearing = moneyCommand<StaffActor, Input, State, Row, Result>("cash.clearing", {
  async load(tx, calls) {
    const differences = await lockDifferences(
      tx,
      calls.flatMap(({ input }) => [input.differenceId, ...(input.otherId ? [input.otherId] : [])]),
    );
    const ibans = calls.flatMap(({ input }) => (input.how === "customer" && input.iban ? [input.iban] : []));
    return { ...(await lockAccounts(tx, { ibans })), differences };
  },
  decide(ctx, input, state) {
    if (!ctx.approval) throw refusal("second_person_needed");
    const difference = state.differences.get(input.differenceId);
    if (!difference) throw refusal("difference_not_found");
    const { kind, branchId, currency, leftMinor } = difference;
    authorize(ctx.actor, "cash.clear", { branchId });
    const minor = parseAmountOrRefuse(input.amount, currency);
    if (minor > leftMinor) throw refusal("more_than_difference", { left: formatMoney(money(leftMinor, currency)) });
    const account = input.how === "customer" ? customersAccount(ctx, input, state, difference) : null;
    const other = input.how === "matched" ? matching(state, input, { difference, minor }) : null;
    const against: LedgerAccountId =
      account ??
      glAccount(state.book, other ? waitsOn(other.kind) : kind === "over" ? "4310" : "5310", branchId, currency);
    const [id, reference] = [newId<"entry">(), newReference("CDC")];
    const waits = glAccount(state.book, waitsOn(kind), branchId, currency);
    const entry = applyEntry(state.book, bookCashClearing({ id, reference, branchId, kind, minor, waits, against }));
    for (const one of [difference, other])
      if (one) state.differences.set(one.id, { ...one, leftMinor: one.leftMinor - minor });
    return {
      entries: [entry],
      row: { entryId: id, reference, input, account, minor, currency, agreedBy: ctx.approval.checkerId },
      audit: {
        act: "cash.cleared",
        subjectKind: "cash_difference",
        subjectId: input.differenceId,
        customerId: account ? (accountIn(state, { id: account }).owners[0] ?? null) : null,
        entryId: id,
        reference,
        amount: { minor, currency },
        after: { difference: difference.reference, how: input.how, reason: input.reason },
      },
      result: { entryId: id, reference },
    };
  },
  write: insertClearings,
});

const waitsOn = (kind: OpenDifference["kind"]) => (kind === "over" ? ("2310" as const) : ("1310" as const));

/** The account of the customer with whom it was found: they get what was over and pay what was short. */
function customersAccount(
  ctx: Ctx<StaffActor>,
  { iban }: Input,
  state: State,
  { kind, currency }: OpenDifference,
): AccountId {
  if (!iban) throw refusal("required", { what: "the IBAN of the account" }, "iban");
  const account = accountIn(state, { iban });
  assertStranger(ctx.actor, partiesIn(account));
  assertCurrency(account, currency);
  if (kind === "over") assertCanCredit(account);
  else assertCanDebit(ctx, account);
  return account.id;
}

function matching(
  { differences }: State,
  { otherId }: Input,
  { difference, minor }: { difference: OpenDifference; minor: bigint },
): OpenDifference {
  const other = otherId && differences.get(otherId);
  if (
    !other ||
    other.kind === difference.kind ||
    other.branchId !== difference.branchId ||
    other.currency !== difference.currency ||
    other.leftMinor < minor
  )
    throw refusal("difference_no_match");
  return other;
}

function insertClearings(tx: Transaction, rows: readonly Row[]) {
  return sqlOf(tx)`
    insert into cash_clearings (id, reference, difference_id, kind, other_id, account_id, amount_minor, currency, reason, agreed_by)
    select * from unnest(
      ${rows.map((row) => row.entryId)}::uuid[], ${rows.map((row) => row.reference)}::text[],
      ${rows.map(({ input }) => input.differenceId)}::uuid[], ${rows.map(({ input }) => input.how)}::text[],
      ${rows.map(({ input }) => (input.how === "matched" ? (input.otherId ?? null) : null))}::uuid[],
      ${rows.map((row) => row.account)}::uuid[], ${rows.map((row) => row.minor.toString())}::bigint[],
      ${rows.map((row) => row.currency)}::bpchar[], ${rows.map(({ input }) => input.reason)}::text[],
      ${rows.map((row) => row.agreedBy)}::uuid[])`;
}
