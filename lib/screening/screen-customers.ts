import { sqlOf } from "@/db/client";
import { recordMany } from "../audit/record";
import { canonicalHash } from "../core/canonical";
import type { SystemActor, TxCtx } from "../core/context";
import type { BusinessDate } from "../core/dates";
import { type CustomerId, type Id, newId } from "../core/ids";
import { type CurrentNames, currentNames } from "./current-names";
import { birthAgreement, isHit } from "./evidence";
import { holdLists } from "./hold-lists";

/**
 * What is compared with the lists: a customer, or a person behind one who is none. All of one customer are compared
 * together, because what is open and no longer like lapses.
 */
export type ScreenedCustomer = {
  id: CustomerId;
  personId?: Id<"organisationPerson">;
  kind: "individual" | "organisation";
  fullName: string;
  /** Names an organisation trades under. */
  otherNames?: readonly string[];
  birthDate: BusinessDate | null;
  /** Nationality and residence, or register and address. */
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
  personId: Id<"organisationPerson"> | null;
  entryId: string;
  source: string;
  ref: string;
  entryDigest: string;
  customerDigest: string;
  name: string;
  score: number;
};

function pairsOf({ index, entries }: CurrentNames, customer: ScreenedCustomer): Pair[] {
  const { fullName, otherNames = [], birthDate, countries, kind } = customer;
  const facts = { fullName, birthDate, countries: [...new Set(countries)].sort() };
  const customerDigest = canonicalHash(otherNames.length > 0 ? { ...facts, otherNames } : facts);
  const pairs = [fullName, ...otherNames].flatMap((one) =>
    index.search(one).flatMap(({ id, name, score }): Pair[] => {
      const entry = entries.get(id);
      if (entry?.kind !== kind || !isHit(score, birthAgreement(birthDate, entry.birthDates))) return [];
      const { source, ref, digest } = entry;
      return [
        {
          id: newId<"screeningHit">(),
          customerId: customer.id,
          personId: customer.personId ?? null,
          entryId: id,
          source,
          ref,
          entryDigest: digest,
          customerDigest,
          name,
          score: Math.round(score * 1000),
        },
      ];
    }),
  );
  return otherNames.length > 0 ? closestOfEach(pairs) : pairs;
}

/** Of an entry that several names of one customer are like, the closest. */
function closestOfEach(pairs: readonly Pair[]): Pair[] {
  const best = new Map<string, Pair>();
  for (const pair of pairs) if (pair.score > (best.get(pair.entryId)?.score ?? -1)) best.set(pair.entryId, pair);
  return [...best.values()];
}

async function insertNew(ctx: TxCtx, pairs: readonly Pair[]): Promise<HitId[]> {
  if (pairs.length === 0) return [];
  const rows = await sqlOf(ctx.db)<{ id: HitId }[]>`
    insert into screening_hits (id, customer_id, person_id, entry_id, source, ref, entry_digest, customer_digest, status, name, score)
    select id, "customerId", "personId", "entryId", source, ref, decode("entryDigest", 'hex'), decode("customerDigest", 'hex'), 'open', name, score
    from jsonb_to_recordset(${JSON.stringify(pairs)}::text::jsonb) as p (id uuid, "customerId" uuid, "personId" uuid, "entryId" uuid,
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
