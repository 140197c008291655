import { sqlOf, type Transaction } from "@/db/client";
import { type CustomerId, newId } from "../core/ids";

/** The cause of a consent that is asked for because a prohibition ended: no earlier consent covers it. */
export const WAS_PROHIBITED = "was_prohibited";

/** The cause of a consent that is asked for because compliance judges the risk as high. */
export const JUDGED_HIGH = "judged_high";

/** The cause of a consent that is asked for because a judgement that held the risk below high is over. */
export const JUDGED_LOWER = "judged_lower";

/** What else than a rule can be the cause of a consent. */
export type ConsentCause = typeof WAS_PROHIBITED | typeof JUDGED_HIGH | typeof JUDGED_LOWER;

/** What else than a rule that fired a consent may be asked for, in words. */
export const consentCauses: Readonly<Partial<Record<string, string>> & Record<ConsentCause, string>> = {
  [WAS_PROHIBITED]: "Was prohibited, until two officers of compliance found that no list names them",
  [JUDGED_HIGH]: "Two officers of compliance judge the risk as high",
  [JUDGED_LOWER]: "The judgement of compliance that set the risk below high is over",
};

/** Keeps that a senior manager is asked to consent to a customer, and answers to which causes: a past prohibition or judgement stays one until they do. */
export async function keepAskedConsent(tx: Transaction, id: CustomerId, rules: readonly string[]): Promise<string[]> {
  const [row] = await sqlOf(tx)<{ rules: string[] }[]>`
    insert into senior_consents as s (id, customer_id, rules) values (${newId<"seniorConsent">()}, ${id}, ${[...rules]}::text[])
    on conflict (customer_id) where given_at is null do update set rules = array(
      select unnest(excluded.rules) union select r from unnest(s.rules) r where r = any(${Object.keys(consentCauses)}::text[]) order by 1)
    returning rules`;
  return row?.rules ?? [];
}
