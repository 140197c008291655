import { createHash } from "node:crypto";
import type { Fragment } from "postgres";
import { nullsOnce, plainArray, sameOnce } from "@/db/arrays";
import { type Executor, type Sql, sendOnly, sqlOf } from "@/db/client";
import { canonicalJson } from "../core/canonical";
import type { Ctx, TxCtx } from "../core/context";
import type { BankError } from "../core/errors";
import { type CustomerId, type EntryId, newId } from "../core/ids";
import type { Money } from "../core/money";
import { bankDataKey, encryptBytes, newDataKey, unwrapDataKey } from "./cipher";

/** One act as the activity log keeps it: ids and amounts in clear, before and after encrypted. */
export type AuditDraft = {
  act: string;
  subjectKind: string;
  subjectId: string;
  customerId?: CustomerId | null;
  entryId?: EntryId;
  reference?: string;
  amount?: Money;
  before?: object;
  after?: object;
};

/** A refusal as the activity log keeps it: the catalogue's word, never the sentence. */
export type RefusalDraft = { act: string; refused: BankError } & Partial<Omit<AuditDraft, "act" | "before" | "after">>;

/** Records an act in the transaction that does it (control 53). */
export async function record(ctx: TxCtx, draft: AuditDraft): Promise<void> {
  await recordMany(ctx.db, [{ ctx, draft }]);
}

/** What a refused act was about, as far as the command knew before it looked. */
export type RefusedSubject = Partial<Pick<AuditDraft, "subjectKind" | "subjectId" | "customerId">>;

/** Records that an act was refused and why. */
export async function recordRefusal(
  ctx: TxCtx,
  act: string,
  refused: BankError,
  about: RefusedSubject = {},
): Promise<void> {
  await recordMany(ctx.db, [{ ctx, draft: { act, refused, ...about } }]);
}

/** Records acts and refusals of several callers with one statement. */
export async function recordMany(
  tx: Executor,
  items: readonly { ctx: Ctx; draft: AuditDraft | RefusalDraft }[],
): Promise<void> {
  if (items.length === 0) return;
  const rows = await Promise.all(
    items.map(async ({ ctx, draft }) => {
      const id = newId<"auditEvent">();
      return {
        ...eventRow(ctx, id, draft),
        details: "refused" in draft ? null : await encryptDetails(tx, id, namingBoth(ctx, draft)),
      };
    }),
  );
  await insertEvents(tx, rows);
}

type EventRow = ReturnType<typeof eventRow> & { details: { owner: CustomerId | null; ciphertext: Buffer } | null };

function eventRow(ctx: Ctx, id: string, draft: AuditDraft | RefusalDraft) {
  const { actor } = ctx;
  return {
    id,
    actorKind: actor.kind,
    actorId: actor.kind === "system" ? actor.job : actor.kind === "api_client" ? actor.clientId : actor.userId,
    role: actor.kind === "staff" ? actor.roles.join(",") : null,
    sessionId: actor.kind === "staff" || actor.kind === "customer" ? actor.sessionId : null,
    branchId: actor.kind === "staff" ? actor.branchId : null,
    channel: ctx.channel,
    ip: ctx.ip ?? null,
    act: draft.act,
    result: "refused" in draft ? "refused" : "done",
    reason: "refused" in draft ? draft.refused.reason : null,
    subjectKind: draft.subjectKind ?? null,
    subjectId: draft.subjectId ?? null,
    customerId: draft.customerId ?? null,
    entryId: draft.entryId ?? null,
    reference: draft.reference ?? null,
    amountMinor: draft.amount?.minor.toString() ?? null,
    currency: draft.amount?.currency ?? null,
    requestId: ctx.requestId,
  };
}

/** What is decided for an absent colleague names that colleague beside whoever decides. */
function namingBoth({ actor }: Ctx, draft: AuditDraft): AuditDraft {
  if (actor.kind !== "staff" || !actor.decidesFor) return draft;
  return { ...draft, after: { ...draft.after, decided_for: actor.decidesFor.name } };
}

const hasDetails = ({ before, after }: AuditDraft): boolean => Boolean(before || after);

async function encryptDetails(tx: Executor, eventId: string, draft: AuditDraft) {
  if (!hasDetails(draft)) return null;
  const owner = draft.customerId ?? null;
  const key = owner ? await customerDataKey(tx, owner) : bankDataKey();
  const plain = canonicalJson({ before: draft.before, after: draft.after });
  return { owner, ciphertext: encryptBytes(key, Buffer.from(plain, "utf8"), eventId) };
}

/** The data key of a customer, made with the first detail that needs it. */
export async function customerDataKey(tx: Executor, customerId: CustomerId): Promise<Buffer> {
  const sql = sqlOf(tx);
  const fresh = newDataKey(customerId);
  const [made] = await sql`
    insert into customer_keys (customer_id, wrapped_key) values (${customerId}, ${fresh.wrapped})
    on conflict do nothing returning 1`;
  if (made) return fresh.key;
  const [row] = await sql<
    { wrapped: Buffer }[]
  >`select wrapped_key as wrapped from customer_keys where customer_id = ${customerId}`;
  if (!row) throw new Error(`The data key of customer ${customerId} was destroyed`);
  return unwrapDataKey(row.wrapped, customerId);
}

async function insertEvents(tx: Executor, rows: readonly EventRow[]): Promise<void> {
  const sql = sqlOf(tx);
  const events = sendOnly(tx, sql`${inserting(sql, rows)}`);
  const detailed = rows.filter((row) => row.details !== null);
  if (detailed.length === 0) return events;
  const details = sendOnly(
    tx,
    sql`
    insert into audit_details (event_id, key_owner, ciphertext)
    select event_id, key_owner, decode(body, 'hex') from unnest(
      ${detailed.map((row) => row.id)}::uuid[], ${detailed.map((row) => row.details?.owner ?? null)}::uuid[],
      ${detailed.map((row) => row.details?.ciphertext.toString("hex") ?? null)}::text[]) as rows (event_id, key_owner, body)`,
  );
  await Promise.all([events, details]);
}

/** What records acts and refusals of several callers as a part of a statement; null where one has details, which need a key first. */
export function recording(sql: Sql, items: readonly { ctx: Ctx; draft: AuditDraft | RefusalDraft }[]): Fragment | null {
  if (items.some(({ ctx, draft }) => !("refused" in draft) && hasDetails(namingBoth(ctx, draft)))) return null;
  return inserting(
    sql,
    items.map(({ ctx, draft }) => ({ ...eventRow(ctx, newId<"auditEvent">(), draft), details: null })),
  );
}

function inserting(sql: Sql, rows: readonly EventRow[]): Fragment {
  const all = <K extends keyof EventRow>(name: K) => rows.map((row) => row[name]);
  const same = (name: "actorKind" | "actorId" | "channel" | "act" | "result" | "requestId") => sameOnce(all(name));
  const some = (name: Exclude<keyof EventRow, "details">) => nullsOnce(all(name));
  const hashes = rows.map((row) =>
    row.details ? createHash("sha256").update(row.details.ciphertext).digest("hex") : null,
  );
  return sql`
    insert into audit_events (id, actor_kind, actor_id, role, session_id, branch_id, channel, ip, act, result, reason,
      subject_kind, subject_id, customer_id, entry_id, reference, amount_minor, currency, request_id, details_hash)
    select e.id, coalesce(e.actor_kind, s.actor_kind[1]), coalesce(e.actor_id, s.actor_id[1]), e.role, e.session_id, e.branch_id,
      coalesce(e.channel, s.channel[1]), e.ip, coalesce(e.act, s.act[1]), coalesce(e.result, s.result[1]), e.reason,
      e.subject_kind, e.subject_id, e.customer_id, e.entry_id, e.reference, e.amount_minor, e.currency,
      coalesce(e.request_id, s.request_id[1]), decode(e.details_hash, 'hex')
    from (select
      ${plainArray(all("id"))}::uuid[] as id, ${plainArray(same("actorKind"))}::text[] as actor_kind, ${same("actorId")}::text[] as actor_id,
      ${some("role")}::text[] as role, ${some("sessionId")}::text[] as session_id, ${plainArray(some("branchId"))}::uuid[] as branch_id,
      ${plainArray(same("channel"))}::text[] as channel, ${some("ip")}::text[] as ip, ${plainArray(same("act"))}::text[] as act,
      ${plainArray(same("result"))}::text[] as result, ${plainArray(some("reason"))}::text[] as reason,
      ${some("subjectKind")}::text[] as subject_kind, ${some("subjectId")}::text[] as subject_id,
      ${plainArray(some("customerId"))}::uuid[] as customer_id, ${plainArray(some("entryId"))}::uuid[] as entry_id,
      ${some("reference")}::text[] as reference, ${plainArray(some("amountMinor"))}::bigint[] as amount_minor,
      ${plainArray(some("currency"))}::text[] as currency, ${same("requestId")}::text[] as request_id,
      ${plainArray(nullsOnce(hashes))}::text[] as details_hash
    ) as s, unnest(s.id, s.actor_kind, s.actor_id, s.role, s.session_id, s.branch_id, s.channel, s.ip, s.act, s.result, s.reason,
      s.subject_kind, s.subject_id, s.customer_id, s.entry_id, s.reference, s.amount_minor, s.currency, s.request_id, s.details_hash)
      as e (id, actor_kind, actor_id, role, session_id, branch_id, channel, ip, act, result, reason,
        subject_kind, subject_id, customer_id, entry_id, reference, amount_minor, currency, request_id, details_hash)`;
}
