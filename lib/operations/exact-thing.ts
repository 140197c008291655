import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import { formatIban, ibanOf } from "../core/iban";
import { parseReference, type ReferenceKind } from "../core/references";
import { parseCustomerNumber } from "../customers/search-text";
import { branchScope, may } from "../identity/authorize";

export type FoundAccount = { id: string; iban: string; product: string; owner: string; status: string };

const SHOWN = 10;

/** `owner`: whose account of the viewer's own branch it is. */
export type ExactThing = { page: string; word: string; owner?: string };

/** What a text names exactly, with a word for it; null when it names nothing exactly. */
export async function exactThing(ctx: Ctx<StaffActor>, text: string): Promise<ExactThing | null> {
  const compact = text.toUpperCase().replace(/[\s-]/g, "");
  const reference = parseReference(text);
  if (reference && may(ctx.actor, "movement.read")) {
    const page = await receiptPage(ctx, reference);
    return page ? { page, word: `Reference ${reference.reference}` } : null;
  }
  const customerNo = parseCustomerNumber(text);
  if (customerNo && may(ctx.actor, "customer.read")) {
    const [row] = await sqlOf(ctx.db)<{ id: string }[]>`
      select coalesce(merged_into, id) as id from customers where customer_no = ${customerNo}`;
    if (row) return { page: `/customers/${row.id}`, word: `Customer ${customerNo}` };
  }
  if (/^LN\d{10,}[0-9A-Z]$/.test(compact) && may(ctx.actor, "loan.read")) {
    const loanNo = compact.replace(/^LN(\d{4})(\d+)(.)$/, "LN-$1-$2-$3");
    const [row] = await sqlOf(ctx.db)<{ id: string }[]>`select id from loans where loan_no = ${loanNo}`;
    if (row) return { page: `/loans/${row.id}`, word: `Loan ${loanNo}` };
  }
  return may(ctx.actor, "account.read") ? accountNamed(ctx, compact) : null;
}

async function receiptPage(ctx: Ctx<StaffActor>, { kind, reference }: { kind: ReferenceKind; reference: string }) {
  const sql = sqlOf(ctx.db);
  if (kind === "HLD") return holdPage(ctx, reference);
  const movements = {
    CSH: () => sql`select 1 from cash_transactions where reference = ${reference}`,
    CMV: () => sql`select 1 from cash_moves where reference = ${reference}`,
    CNT: () => sql`select 1 from cash_counts where reference = ${reference}`,
    TRF: () => sql`select 1 from transfers where reference = ${reference}`,
    INC: () => sql`select 1 from incoming_payments where reference = ${reference}`,
    CHQ: () => sql`select 1 from cheques where ${reference} in (reference, ended_reference)`,
    INT: () => sql`select 1 from interest_settlements where reference = ${reference}`,
    TDP: () => sql`select 1 from term_deposit_movements where reference = ${reference}`,
    LND: () => sql`select 1 from loan_disbursements where reference = ${reference}`,
    LNR: () => sql`select 1 from loan_repayments where reference = ${reference}`,
    REV: () => sql`select 1 from journal_entries where reverses_id is not null and reference = ${reference}`,
    // Entries of the bank's own books have no receipt: the list of movements finds them.
    LNI: null,
    DIA: null,
    FEE: null,
    CDC: null,
    CDF: null,
    CAP: null,
    JNL: null,
    FXR: null,
  } satisfies Record<Exclude<ReferenceKind, "HLD">, (() => PromiseLike<readonly object[]>) | null>;
  const movement = movements[kind];
  if (!movement) return `/movements?q=${reference}`;
  const [row] = await movement();
  return row ? `/receipts/${reference}` : null;
}

async function holdPage(ctx: Ctx<StaffActor>, reference: string): Promise<string | null> {
  const [hold] = await sqlOf(ctx.db)<{ id: string; accountId: string }[]>`
    select id, account_id as "accountId" from holds where reference = ${reference}`;
  return hold && may(ctx.actor, "account.read") ? `/accounts/${hold.accountId}/holds/${hold.id}` : null;
}

/** A whole IBAN, its national part, or the account's own number in it. */
export async function accountNamed(ctx: Ctx<StaffActor>, compact: string) {
  if (!/^([A-Z]{2}\d{2}[A-Z0-9]{8,30}|\d{7,20})$/.test(compact)) return null;
  const sql = sqlOf(ctx.db);
  const [bank] = await sql<{ country: string; code: string }[]>`
    select iban_country as country, iban_bank_code as code from bank_settings`;
  if (!bank) return null;
  const national = compact.length <= 11 ? `${bank.code}${compact.padStart(11, "0")}` : compact;
  const iban = /^[A-Z]/.test(compact) ? compact : ibanOf(bank.country, national);
  const scope = branchScope(ctx.actor, "account.read");
  const [row] = await sql<{ id: string; owner: string | null }[]>`
    select a.id, case when ${scope}::uuid is null or a.branch_id = ${scope} then c.full_name end as owner
    from accounts a left join account_parties o on o.account_id = a.id and o.role = 'owner'
      left join customers c on c.id = o.customer_id
    where a.iban = ${iban} limit 1`;
  if (!row) return null;
  const { id, owner } = row;
  return { id, page: `/accounts/${id}`, word: `Account ${formatIban(iban)}`, ...(owner ? { owner } : {}) };
}

/** Accounts of the viewer's scope by their last four digits: `··4417`. */
export async function accountsEnding(ctx: Ctx<StaffActor>, text: string): Promise<FoundAccount[]> {
  const digits = /^[·.*\s]*(\d{4})$/.exec(text)?.[1];
  if (!digits || !may(ctx.actor, "account.read")) return [];
  const sql = sqlOf(ctx.db);
  const scope = branchScope(ctx.actor, "account.read");
  return sql<FoundAccount[]>`
    select a.id, a.iban, p.name as product, a.status, coalesce(c.full_name, 'Erased') as owner
    from accounts a join product_versions v on v.id = a.product_version_id join products p on p.id = v.product_id
      left join account_parties o on o.account_id = a.id and o.role = 'owner' left join customers c on c.id = o.customer_id
    where reverse(a.iban) like ${`${[...digits].reverse().join("")}%`} ${scope ? sql`and a.branch_id = ${scope}` : sql``}
    order by (a.status = 'closed'), a.id limit ${SHOWN}`;
}
