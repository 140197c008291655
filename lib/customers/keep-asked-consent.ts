import { sqlOf, type Transaction } from "@/db/client";
import { type CustomerId, newId } from "../core/ids";

/** The cause of a consent that is asked for because a prohibition ended: no earlier consent covers it. */
export const WAS_PROHIBITED = "was_prohibited";

/** Keeps that a senior manager is asked to consent to a customer, and answers to which causes: a past prohibition stays one until they do. */
export async function keepAskedConsent(tx: Transaction, id: CustomerId, rules: readonly string[]): Promise<string[]> {
  const [row] = await sqlOf(tx)<{ rules: string[] }[]>`
    insert into senior_consents as s (id, customer_id, rules) values (${newId<"seniorConsent">()}, ${id}, ${[...rules]}::text[])
    on conflict (customer_id) where given_at is null do update set rules = array(
      select unnest(excluded.rules) union select r from unnest(s.rules) r where r = ${WAS_PROHIBITED} order by 1)
    returning rules`;
  return row?.rules ?? [];
}
