import { type Database, sqlOf, type Transaction } from "@/db/client";
import {
  currentFieldForm,
  currentWrapName,
  decryptField,
  encryptField,
  unwrapDataKey,
  wrapDataKey,
} from "../audit/cipher";
import { record } from "../audit/record";
import { begin, retried } from "../command/transact";
import type { Actor, Ctx } from "../core/context";
import { authorize } from "../identity/authorize";

/** Rows in one transaction: few enough that nobody waits for them. */
const BATCH = 500;
const FIRST = "00000000-0000-0000-0000-000000000000";

/** Every column that holds a value of `encryptField`, and the column of the row's name. */
const fields = [
  { table: "identity_documents", column: "number_cipher", id: "id" },
  { table: "customer_declarations", column: "tax_number_cipher", id: "customer_id" },
  { table: "typed_forms", column: "values_cipher", id: "id" },
  { table: "typed_payments", column: "sealed", id: "id" },
  { table: "totp_factors", column: "secret_cipher", id: "id" },
] as const;

/** What was closed anew, by table. */
export type Rotated = { table: string; rows: number };

/**
 * Closes every personal value and every customer's data key anew with the bank's current key, beside a bank that runs:
 * batch by batch, and a row that changes meanwhile is left as it was made. Stopped, it goes on where it was. `told`
 * hears of each batch. Afterwards no key of before is needed any more.
 */
export async function rotateKeys(
  ctx: Ctx<Actor, Database>,
  told: (done: Rotated) => void = () => undefined,
): Promise<Rotated[]> {
  authorize(ctx.actor, "keys.rotate");
  const done: Rotated[] = [];
  for (const field of fields)
    done.push(await inBatches(ctx, field.table, told, (tx, after) => renew(tx, field, after)));
  done.push(await inBatches(ctx, "customer_keys", told, rewrap));
  return done;
}

/** A batch: how many rows it closed anew, and the last row it looked at, or null where there was none. */
type Batch = { rows: number; last: string | null };

/** Each batch is recorded with itself, so that nothing is closed anew unseen wherever it is stopped. */
async function inBatches(
  ctx: Ctx<Actor, Database>,
  table: string,
  told: (done: Rotated) => void,
  batch: (tx: Transaction, after: string) => Promise<Batch>,
): Promise<Rotated> {
  let [rows, after]: [number, string] = [0, FIRST];
  for (;;) {
    const from = after;
    const done = await retried(() =>
      begin(ctx.db, ctx, async (inside) => {
        const { rows: fresh, last } = await batch(inside.db, from);
        if (fresh > 0)
          await record(inside, {
            act: "keys.rotated",
            subjectKind: "key",
            subjectId: currentFieldForm(),
            after: { [table]: fresh },
          });
        return { rows: fresh, last };
      }),
    );
    if (done.last === null) return { table, rows };
    rows += done.rows;
    after = done.last;
    told({ table, rows });
  }
}

async function renew(tx: Transaction, { table, column, id }: (typeof fields)[number], after: string): Promise<Batch> {
  const sql = sqlOf(tx);
  const old = await sql<{ id: string; cipher: string }[]>`
    select ${sql(id)} as id, ${sql(column)} as cipher from ${sql(table)}
    where ${sql(id)} > ${after} and ${sql(column)} <> '' and not starts_with(${sql(column)}, ${currentFieldForm()})
    order by ${sql(id)} limit ${BATCH}`;
  const fresh = old.map((row) => {
    const place = { table, column, id: row.id };
    return encryptField(decryptField(row.cipher, place), place);
  });
  const written = await sql`
    update ${sql(table)} t set ${sql(column)} = r.fresh
    from unnest(${old.map((row) => row.id)}::uuid[], ${old.map(({ cipher }) => cipher)}::text[], ${fresh}::text[]) as r (id, old, fresh)
    where t.${sql(id)} = r.id and t.${sql(column)} = r.old`;
  return { rows: written.count, last: old.at(-1)?.id ?? null };
}

async function rewrap(tx: Transaction, after: string): Promise<Batch> {
  const sql = sqlOf(tx);
  const name = currentWrapName();
  const old = await sql<{ id: string; wrapped: Buffer }[]>`
    select customer_id as id, wrapped_key as wrapped from customer_keys
    where customer_id > ${after} and (octet_length(wrapped_key) = 60 or substring(wrapped_key for 4) <> ${name})
    order by customer_id limit ${BATCH}`;
  const fresh = old.map(({ id, wrapped }) => wrapDataKey(unwrapDataKey(wrapped, id), id).toString("hex"));
  const written = await sql`
    update customer_keys k set wrapped_key = decode(r.fresh, 'hex')
    from unnest(${old.map(({ id }) => id)}::uuid[], ${old.map(({ wrapped }) => wrapped.toString("hex"))}::text[], ${fresh}::text[]) as r (id, old, fresh)
    where k.customer_id = r.id and k.wrapped_key = decode(r.old, 'hex')`;
  return { rows: written.count, last: old.at(-1)?.id ?? null };
}
