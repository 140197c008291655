import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { type AccountFacts, readFacts } from "../accounts/load-accounts";
import { assertCanDebit, assertWithinLimit } from "../accounts/rules";
import { signaturesFor } from "../accounts/signing";
import { uses } from "../accounts/visibility";
import { parseAmountOrRefuse } from "../core/amounts";
import type { Ctx, CustomerActor } from "../core/context";
import type { Currency } from "../core/currencies";
import { refusal } from "../core/errors";
import { feeOn } from "../core/fee";
import type { AccountId, CustomerId, Id } from "../core/ids";
import { isId } from "../core/ids";
import type { Money } from "../core/money";
import { quote, rateWords } from "../exchange/quote";
import { readRates } from "../exchange/read-rates";
import { assertPaysOthers, authorize } from "../identity/authorize";
import { assertLeftToPay } from "./day-limits";
import type { checkTransferInput } from "./schema";

/** A transfer as it is put before the customer once more, before anything is booked. */
export type TransferCheck = {
  /** The idempotency key of the payment that may follow: made now, so that paying twice from one check is one payment. */
  key: string;
  from: CheckedAccount;
  to: { iban: string; own: AccountFacts["kind"] | null; name: string | null; beneficiaryId: Id<"beneficiary"> | null };
  amount: Money;
  /** What it costs beside the amount; zero where nothing. */
  feeMinor: bigint;
  /** Into another currency: what the payee gets, at which rates, and the name of the quote that paying confirms. */
  exchange: { gets: Money; rates: string[]; quote: string } | null;
  remittance: string | undefined;
};

/**
 * Looks at what a customer wants to pay and books nothing: the account is theirs, the payee is one of their own accounts
 * or saved by them, and the money is there. Refuses as the transfer would, each fault at its field.
 */
export async function checkTransfer(
  ctx: Ctx<CustomerActor>,
  input: z.output<typeof checkTransferInput>,
): Promise<TransferCheck> {
  authorize(ctx.actor, "transfer.create", { customerIds: [ctx.actor.customerId] });
  const { from, to } = await readSides(ctx, input);
  if (!from) throw refusal("account_not_found", undefined, "from");
  if (!to) throw refusal("beneficiary_not_found", undefined, "to");
  if (!to.own) assertPaysOthers(ctx.actor);
  if (from.iban === to.iban) throw refusal("same_account");
  assertCanDebit(ctx, from);
  signaturesFor(ctx.actor, from, undefined);
  const minor = parseAmountOrRefuse(input.amount, from.currency);
  assertWithinLimit(from, minor);
  if (!to.own) await assertLeftToPay(ctx, { minor, currency: from.currency });
  const feeMinor = feeOn(
    from.fees.find(({ kind }) => kind === "transfer"),
    minor,
  );
  if (minor + feeMinor > from.availableMinor) throw shortfall(from, minor, feeMinor);
  const { iban, own, name, beneficiaryId } = to;
  const amount = { minor, currency: from.currency };
  return {
    key: randomUUID(),
    from,
    to: { iban, own, name, beneficiaryId },
    amount,
    feeMinor,
    exchange: to.currency && to.currency !== from.currency ? await exchangeNow(ctx, amount, to.currency) : null,
    remittance: input.remittance,
  };
}

/** The exchange at the rates in force, as a page shows it. */
export async function exchangeNow(
  ctx: Ctx,
  give: Money,
  get: Currency,
): Promise<NonNullable<TransferCheck["exchange"]>> {
  const rates = await readRates(ctx.db, ctx.businessDate);
  const now = quote(rates, { give, get });
  return { gets: { minor: now.get.minor, currency: get }, rates: rateWords(now, rates.base), quote: now.id };
}

type Shown = { id: AccountId; product: string; availableMinor: bigint; owner: string };
type CheckedAccount = AccountFacts & Shown;
type Payee = TransferCheck["to"] & { currency: AccountFacts["currency"] | null };

/** Both sides as this customer may name them: theirs by account, others only by what they saved. */
async function readSides(
  ctx: Ctx<CustomerActor>,
  input: { from: AccountId; to: string },
): Promise<{ from?: CheckedAccount; to?: Payee }> {
  const sql = sqlOf(ctx.db);
  const { customerId } = ctx.actor;
  const named = isId(input.to) ? input.to : null;
  const [facts, shown, [saved]] = await Promise.all([
    readFacts(ctx.db, [input.from, ...(named ? [named as AccountId] : [])]),
    sql<Shown[]>`
      select own.account_id as id, p.name as product, b.balance - b.held - b.floor as "availableMinor",
        (select c.full_name from account_parties first join customers c on c.id = first.customer_id
          where first.account_id = a.id and first.role = 'owner') as owner
      from account_parties own
        join accounts a on a.id = own.account_id
        join account_balances b on b.account_id = a.id
        join product_versions v on v.id = a.product_version_id
        join products p on p.id = v.product_id
      where ${uses(sql, customerId)} and a.id in (${input.from}, ${named})`,
    sql<Payee[]>`
      select b.iban, null as own, b.name, b.id as "beneficiaryId", a.currency
      from beneficiaries b left join accounts a on a.id = b.account_id
      where b.id = ${named} and b.customer_id = ${customerId} and b.removed_at is null`,
  ]);
  const own = shown.flatMap((one) =>
    facts.filter(({ id }) => id === one.id).map((account) => ({ ...account, ...one })),
  );
  const mine = own.find(({ id }) => id === named);
  const from = own.find(({ id }) => id === input.from);
  return {
    from,
    to: mine ? payeeOf(mine, customerId) : saved,
  };
}

/** An account that they only sign for is somebody else's, as the transfer sees it. */
function payeeOf({ iban, kind, owner, owners, currency }: CheckedAccount, customerId: CustomerId): Payee {
  const theirs = owners.includes(customerId);
  return { iban, own: theirs ? kind : null, name: theirs ? null : owner, beneficiaryId: null, currency };
}

function shortfall({ availableMinor, currency }: CheckedAccount, wanted: bigint, feeMinor: bigint) {
  const available = availableMinor > 0n ? availableMinor : 0n;
  return refusal("insufficient_funds", {
    availableMinor: available.toString(),
    shortfallMinor: (wanted + feeMinor - available).toString(),
    currency,
    ...(feeMinor > 0n ? { feeMinor: feeMinor.toString() } : {}),
  });
}
