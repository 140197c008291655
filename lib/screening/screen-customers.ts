import { sqlOf } from "@/db/client";
import { recordMany } from "../audit/record";
import { canonicalHash } from "../core/canonical";
import type { SystemActor, TxCtx } from "../core/context";
import type { BusinessDate } from "../core/dates";
import { type CustomerId, type Id, newId } from "../core/ids";
import { type CurrentNames, currentNames } from "./current-names";
import { birthAgreement, isHit } from "./evidence";
import { holdLists } from "./hold-lists";

/** What of a customer is compared with the lists. */
export type ScreenedCustomer = {
  id: CustomerId;
  kind: "individual" | "organisation";
  fullName: string;
  birthDate: BusinessDate | null;
  /** Nationality and residence. */
  countries: string[];
};

/**
 * Compares customers with every list in use and keeps who is like whom. A pair that was decided stays decided while both
 * stand as they did; what is open and no longer like lapses. Answers how many new likenesses there are.
 */
export async function screenCustomers(ctx: TxCtx, customers: readonly ScreenedCustomer[]): Promise<number> {
  if (customers.length === 0) return 0;
  await holdLists(ctx.db);
  const names = await currentNames(ctx.db);
  const pairs = customers.flatMap((customer) => pairsOf(names, customer));
  const found = await insertNew(ctx, pairs);
  const lapsed = await lapseOthers(ctx, customers, pairs);
  const drafts = [
    ...found.map((id) => ({ act: "screening.hit_found", subjectKind: "screening_hit", subjectId: id })),
    ...lapsed.map((id) => ({ act: "screening.hits_lapsed", subjectKind: "screening_hit", subjectId: id })),
  ];
  // By the bank itself and under no customer's name: who serves the customer must not learn of it.
  const actor: SystemActor = { kind: "system", job: "screening" };
  await recordMany(
    ctx.db,
    drafts.map((draft) => ({ ctx: { ...ctx, actor }, draft })),
  );
  return found.length;
}

type HitId = Id<"screeningHit">;
type Pair = {
  id: HitId;
  customerId: CustomerId;
  entryId: string;
  source: string;
  ref: string;
  entryDigest: string;
  customerDigest: string;
  name: string;
  score: number;
};

function pairsOf({ index, entries }: CurrentNames, customer: ScreenedCustomer): Pair[] {
  const { fullName, birthDate, countries, kind } = customer;
  const customerDigest = canonicalHash({ fullName, birthDate, countries: [...new Set(countries)].sort() }).toString(
    "hex",
  );
  return index.search(fullName).flatMap(({ id, name, score }) => {
    const entry = entries.get(id);
    if (entry?.kind !== kind || !isHit(score, birthAgreement(birthDate, entry.birthDates))) return [];
    const { source, ref, digest } = entry;
    return [
      {
        id: newId<"screeningHit">(),
        customerId: customer.id,
        entryId: id,
        source,
        ref,
        entryDigest: digest,
        customerDigest,
        name,
        score: Math.round(score * 1000),
      },
    ];
  });
}

async function insertNew(ctx: TxCtx, pairs: readonly Pair[]): Promise<HitId[]> {
  if (pairs.length === 0) return [];
  const rows = await sqlOf(ctx.db)<{ id: HitId }[]>`
    insert into screening_hits (id, customer_id, entry_id, source, ref, entry_digest, customer_digest, status, name, score)
    select id, "customerId", "entryId", source, ref, decode("entryDigest", 'hex'), decode("customerDigest", 'hex'), 'open', name, score
    from jsonb_to_recordset(${JSON.stringify(pairs)}::text::jsonb) as p (id uuid, "customerId" uuid, "entryId" uuid,
      source text, ref text, "entryDigest" text, "customerDigest" text, name text, score int)
    order by "customerId", source, ref
    on conflict (customer_id, source, ref, entry_digest, customer_digest) do update set status = 'open'
      where screening_hits.status = 'lapsed'
    returning id`;
  return rows.map(({ id }) => id);
}

async function lapseOthers(
  ctx: TxCtx,
  customers: readonly ScreenedCustomer[],
  pairs: readonly Pair[],
): Promise<HitId[]> {
  const rows = await sqlOf(ctx.db)<{ id: HitId }[]>`
    update screening_hits h set status = 'lapsed'
    where h.customer_id = any(${customers.map(({ id }) => id)}::uuid[]) and h.status = 'open' and not exists (
      select from jsonb_to_recordset(${JSON.stringify(pairs)}::text::jsonb) as p ("customerId" uuid, source text, ref text,
        "entryDigest" text, "customerDigest" text)
      where p."customerId" = h.customer_id and p.source = h.source and p.ref = h.ref
        and decode(p."entryDigest", 'hex') = h.entry_digest and decode(p."customerDigest", 'hex') = h.customer_digest)
    returning h.id`;
  return rows.map(({ id }) => id);
}
