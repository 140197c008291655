import { type Executor, sqlOf } from "@/db/client";

/** The bank's own country: where most of its customers live. */
export async function homeCountry(db: Executor): Promise<string | undefined> {
  const [bank] = await sqlOf(db)<{ country: string }[]>`select iban_country as country from bank_settings`;
  return bank?.country;
}
