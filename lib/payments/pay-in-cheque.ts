import type { z } from "zod";
import { sqlOf, type Transaction } from "@/db/client";
import { aboutAccount } from "../accounts/about-account";
import { accountIn, type LockedAccounts, lockAccounts, partiesIn } from "../accounts/load-accounts";
import { assertCanCredit } from "../accounts/rules";
import type { Pending } from "../approvals/demand-approval";
import { assertNumbered, type CounterTills, lockForNumbering, numberAtTill } from "../cash/number-at-till";
import { parseAmountOrRefuse } from "../core/amounts";
import type { StaffActor } from "../core/context";
import { addDays, addMonths, type BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import { formatMaskedIban } from "../core/iban";
import { type AccountId, type EntryId, type HoldId, newId, type UserId } from "../core/ids";
import { formatMoney } from "../core/money";
import { newReference } from "../core/references";
import { assertStranger, authorize } from "../identity/authorize";
import { applyEntry, glAccount, tryEntry } from "../ledger/book";
import { moneyCommand } from "../ledger/money-command";
import { needsSecond } from "../ledger/money-steps";
import { bookChequePaidIn } from "../ledger/templates/cheque";
import { CLEARING_DAYS, MONTHS_GOOD } from "./cheque-days";
import type { payInChequeInput } from "./schema";

type Input = Omit<z.output<typeof payInChequeInput>, "key">;
type Result = { entryId: EntryId; reference: string } | Pending;
type State = LockedAccounts & { tills: CounterTills; known: Set<string> };

/**
 * Credits a cheque on another bank to a customer and holds the amount until the cheque is cleared or comes back; it counts
 * for interest from the day on which it should be cleared. A cheque is paid in once. It counts towards the limits of the
 * staff who take it and waits for a second person from a policy's amount on.
 * Refuses `till_suspended`, `till_counting`, `account_not_found`, `account_closed`, `account_blocked`, `cheque_postdated`, `cheque_old`, `cheque_known`.
 */
export const payInCheque = moneyCommand<StaffActor, Input, State, ChequeRow, Result>("cheque.pay_in", {
  bound: "cheque.pay_in",
  async load(tx, calls) {
    const inputs = calls.map(({ input }) => input);
    const [tills, accounts, rows] = await Promise.all([
      lockForNumbering(tx, calls),
      lockAccounts(tx, { ibans: inputs.map(({ iban }) => iban) }),
      sqlOf(tx)<{ bank: string; number: string }[]>`
        select c.bank, c.number from cheques c
        where (lower(c.bank), c.number) in (
          select lower(bank), number from unnest(${inputs.map(({ bank }) => bank)}::text[], ${inputs.map((one) => one.number)}::text[]) as r (bank, number))
          and c.status <> 'returned'`,
    ]);
    return { ...accounts, tills, known: new Set(rows.map(nameOf)) };
  },
  decide(ctx, input, state, powers) {
    authorize(ctx.actor, "cheque.pay_in");
    assertNumbered(state.tills, ctx.actor);
    const account = accountIn(state, { iban: input.iban });
    assertStranger(ctx.actor, partiesIn(account));
    assertCanCredit(account);
    const minor = parseAmountOrRefuse(input.amount, account.currency);
    if (input.drawnOn > ctx.businessDate) throw refusal("cheque_postdated");
    if (input.drawnOn < addMonths(ctx.businessDate, -MONTHS_GOOD)) throw refusal("cheque_old");
    if (state.known.has(nameOf(input))) throw refusal("cheque_known");
    const [id, reference] = [newId<"entry">(), newReference("CHQ")];
    const clearsOn = addDays(ctx.businessDate, CLEARING_DAYS);
    const clearing = glAccount(state.book, "1130", state.book.books.headOffice, account.currency);
    const { branchId } = ctx.actor;
    const ends = { clearing, account: account.id };
    const draft = bookChequePaidIn({ id, reference, branchId, valueDate: clearsOn, ...ends, minor });
    const amount = { minor, currency: account.currency };
    const second = powers.weigh(ctx, amount);
    if (second) {
      tryEntry(state.book, draft);
      return needsSecond({
        ...second,
        ...aboutAccount(account),
        branchId,
        amount,
        after: {
          amount: formatMoney(amount),
          to: formatMaskedIban(account.iban),
          bank: input.bank,
          number: input.number,
          drawn_on: input.drawnOn,
        },
      });
    }
    const entry = applyEntry(state.book, draft);
    state.known.add(nameOf(input));
    return {
      entries: [entry],
      row: {
        ...input,
        id,
        reference,
        account: account.id,
        minor,
        currency: account.currency,
        clearsOn,
        holdId: newId<"hold">(),
        by: ctx.actor.userId,
      },
      audit: {
        act: "cheque.paid_in",
        ...aboutAccount(account),
        entryId: id,
        reference,
        amount,
        after: { bank: input.bank, number: input.number, drawn_on: input.drawnOn },
      },
      result: { entryId: id, reference },
    };
  },
  write: insertCheques,
});

type ChequeRow = Input & {
  id: EntryId;
  reference: string;
  account: AccountId;
  minor: bigint;
  currency: string;
  clearsOn: BusinessDate;
  holdId: HoldId;
  by: UserId;
};

const nameOf = ({ bank, number }: { bank: string; number: string }) => `${bank.toLowerCase()} ${number}`;

async function insertCheques(tx: Transaction, rows: readonly ChequeRow[]): Promise<void> {
  const sql = sqlOf(tx);
  const [ids, accounts] = [rows.map((row) => row.id), rows.map((row) => row.account)];
  const [minors, currencies] = [rows.map((row) => row.minor.toString()), rows.map((row) => row.currency)];
  const [holds, references] = [rows.map((row) => row.holdId), rows.map((row) => row.reference)];
  await Promise.all([
    numberAtTill(
      tx,
      rows.map((row) => ({ ...row, kind: "cheque" as const })),
    ),
    sql`
      insert into holds (id, account_id, amount_minor, currency, reason, reference, note, placed_by)
      select id, account_id, minor, currency, 'cheque', reference, note, placed_by from unnest(${holds}::uuid[], ${accounts}::uuid[],
        ${minors}::bigint[], ${currencies}::bpchar[], ${rows.map(() => newReference("HLD"))}::text[],
        ${references}::text[], ${rows.map((row) => row.by)}::uuid[]) as r (id, account_id, minor, currency, reference, note, placed_by)`,
    sql`
      insert into cheques (id, reference, account_id, amount_minor, currency, bank, number, drawn_on, clears_on, hold_id)
      select * from unnest(${ids}::uuid[], ${references}::text[], ${accounts}::uuid[], ${minors}::bigint[], ${currencies}::bpchar[],
        ${rows.map((row) => row.bank)}::text[], ${rows.map((row) => row.number)}::text[], ${rows.map((row) => row.drawnOn)}::date[],
        ${rows.map((row) => row.clearsOn)}::date[], ${holds}::uuid[])`,
  ]);
}
