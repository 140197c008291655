import { sqlOf, type Transaction } from "@/db/client";
import type { AccountFacts } from "../accounts/load-accounts";
import { signersOf } from "../accounts/signing";
import type { TxCtx } from "../core/context";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import { type CustomerId, type EntryId, type Id, isId } from "../core/ids";
import { type DocumentKind, documentNames } from "../customers/schema";
import { type FundsSource, fundsSources } from "./schema";

/** What the counter asks from an amount on: an identity document before cash is paid, a source before it is taken. */
export type QuestionKind = "identity" | "source";

/** From which amounts the bank asks, and the documents that were named as seen. */
export type Questions = {
  from: ReadonlyMap<string, bigint>;
  documents: ReadonlyMap<string, SeenDocument>;
};

export type SeenDocument = {
  id: Id<"identityDocument">;
  customerId: CustomerId;
  kind: DocumentKind;
  last4: string;
  expiresOn: BusinessDate;
};

type Asked = { documentSeen?: string | undefined; source?: FundsSource | undefined; sourceDetail?: string | undefined };

/** What was answered and is kept with the entry. */
export type Answers = {
  document: SeenDocument | null;
  source: FundsSource | null;
  sourceDetail: string | null;
  /** Whose account it is. */
  owner: CustomerId | null;
};

/** Reads the amounts from which is asked, and the documents these calls name. */
export async function readQuestions(tx: Transaction, inputs: readonly Asked[]): Promise<Questions> {
  const sql = sqlOf(tx);
  const named = inputs.flatMap(({ documentSeen }) => (isId(documentSeen) ? [documentSeen] : []));
  const [from, documents] = await Promise.all([
    sql<{ kind: QuestionKind; currency: Currency; minor: bigint }[]>`
      select kind, currency, from_minor as minor from counter_questions where from_minor is not null`,
    named.length === 0
      ? []
      : sql<SeenDocument[]>`
          select id, customer_id as "customerId", kind, number_last4 as last4, expires_on::text as "expiresOn"
          from identity_documents where id = any(${named}::uuid[]) and replaced_at is null`,
  ]);
  return {
    from: new Map(from.map(({ kind, currency, minor }) => [`${kind} ${currency}`, minor])),
    documents: new Map(documents.map((one) => [one.id as string, one])),
  };
}

/**
 * Asks what the bank must know of cash from an amount on. Refuses `identity_unseen` and `source_missing` with that amount,
 * `document_not_theirs`, `document_expired`, and `source_untold` where "other" says nothing.
 */
export function answersTo(
  ctx: Pick<TxCtx, "businessDate">,
  movement: { kind: "deposit" | "withdrawal"; minor: bigint; account: AccountFacts },
  input: Asked,
  { from, documents }: Questions,
): Answers {
  const { kind, minor, account } = movement;
  const nothing: Answers = { document: null, source: null, sourceDetail: null, owner: account.owners[0] ?? null };
  const asked = from.get(`${kind === "deposit" ? "source" : "identity"} ${account.currency}`);
  if (asked === undefined || minor < asked) return nothing;
  const params = { fromMinor: asked.toString(), currency: account.currency };
  if (kind === "deposit") {
    if (!input.source) throw refusal("source_missing", params);
    if (input.source === "other" && !input.sourceDetail) throw refusal("source_untold");
    return { ...nothing, source: input.source, sourceDetail: input.sourceDetail ?? null };
  }
  if (!input.documentSeen) throw refusal("identity_unseen", params);
  const document = documents.get(input.documentSeen);
  const signers = signersOf(account.parties).map(({ customerId }) => customerId);
  if (!document || !signers.includes(document.customerId)) throw refusal("document_not_theirs");
  if (document.expiresOn < ctx.businessDate) throw refusal("document_expired", { expiredOn: document.expiresOn });
  return { ...nothing, document };
}

/** The answers as a second person and the activity log read them. */
export function answerWords({ document, source, sourceDetail }: Answers): Record<string, string> {
  return {
    ...(document ? { identity_document_seen: `${documentNames[document.kind]} ··${document.last4}` } : {}),
    ...(source ? { source_of_funds: [fundsSources[source], sourceDetail].filter(Boolean).join(": ") } : {}),
  };
}

/** Keeps the answers with their entries; no statement where nothing was asked. */
export async function insertAnswers(
  tx: Transaction,
  rows: readonly { id: EntryId; answers: Answers }[],
): Promise<void> {
  const sql = sqlOf(tx);
  const seen = rows.flatMap(({ id, answers }) => (answers.document ? [{ id, document: answers.document }] : []));
  const told = rows.flatMap(({ id, answers }) => (answers.source ? [{ id, ...answers, source: answers.source }] : []));
  await Promise.all([
    seen.length === 0
      ? null
      : sql`
          insert into identity_checks (entry_id, customer_id, document_kind, number_last4, expires_on)
          select * from unnest(${seen.map(({ id }) => id)}::uuid[], ${seen.map(({ document }) => document.customerId)}::uuid[],
            ${seen.map(({ document }) => document.kind)}::text[], ${seen.map(({ document }) => document.last4)}::text[],
            ${seen.map(({ document }) => document.expiresOn)}::date[])`,
    told.length === 0
      ? null
      : sql`
          insert into cash_sources (entry_id, customer_id, source, detail)
          select * from unnest(${told.map(({ id }) => id)}::uuid[], ${told.map(({ owner }) => owner)}::uuid[], ${told.map(({ source }) => source)}::text[],
            ${told.map(({ sourceDetail }) => sourceDetail)}::text[])`,
  ]);
}
