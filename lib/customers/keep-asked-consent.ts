import { sqlOf, type Transaction } from "@/db/client";
import { type CustomerId, newId } from "../core/ids";

/** The cause of a consent that is asked for because a prohibition ended: no earlier consent covers it. */
export const WAS_PROHIBITED = "was_prohibited";

/** The cause of a consent that is asked for because compliance judges the risk as high. */
export const JUDGED_HIGH = "judged_high";

/** What else than a rule that fired a consent may be asked for, in words. */
export const consentCauses: Readonly<Record<string, string>> = {
  [WAS_PROHIBITED]: "Was prohibited, until two officers of compliance found that no list names them",
  [JUDGED_HIGH]: "Two officers of compliance judge the risk as high",
};

/** Takes back that a senior manager is asked, where the risk is not high any more; what was given stays. */
export async function dropAskedConsent(tx: Transaction, id: CustomerId): Promise<void> {
  await sqlOf(tx)`delete from senior_consents where customer_id = ${id} and given_at is null`;
}

/** Keeps that a senior manager is asked to consent to a customer, and answers to which causes: a past prohibition stays one until they do. */
export async function keepAskedConsent(tx: Transaction, id: CustomerId, rules: readonly string[]): Promise<string[]> {
  const [row] = await sqlOf(tx)<{ rules: string[] }[]>`
    insert into senior_consents as s (id, customer_id, rules) values (${newId<"seniorConsent">()}, ${id}, ${[...rules]}::text[])
    on conflict (customer_id) where given_at is null do update set rules = array(
      select unnest(excluded.rules) union select r from unnest(s.rules) r where r in (${WAS_PROHIBITED}, ${JUDGED_HIGH}) order by 1)
    returning rules`;
  return row?.rules ?? [];
}
