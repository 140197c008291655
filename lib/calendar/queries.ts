import type { Executor } from "@/db/client";
import { sqlOf } from "@/db/client";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import type { BranchId } from "../core/ids";

/** The open banking day, for display; commands read it again under the day lock. */
export async function openDay(db: Executor): Promise<BusinessDate> {
  const [row] = await sqlOf(db)<
    { day: BusinessDate }[]
  >`select day::text as day from banking_days where status = 'open'`;
  if (!row) throw new Error("The bank has no open day");
  return row.day;
}

export type Branch = { id: BranchId; code: string; name: string };
export type BankFacts = {
  name: string;
  bic: string;
  /** How long people who left are kept. */
  retentionYears: number;
  baseCurrency: Currency;
  currencies: Currency[];
  branches: Branch[];
};

/** What lists are filtered by and forms choose from: the bank's branches, and the currencies in which it keeps books. */
export async function bankFacts(db: Executor): Promise<BankFacts> {
  const [row] = await sqlOf(db)<BankFacts[]>`
    select s.name, s.bic, s.retention_years as "retentionYears", s.base_currency as "baseCurrency",
      array(select a.currency::text from ledger_accounts a where a.code = '3010' and a.kind = 'gl'
        order by a.currency <> s.base_currency, a.currency) as currencies,
      (select json_agg(json_build_object('id', b.id, 'code', b.code, 'name', b.name) order by b.code) from branches b) as branches
    from bank_settings s`;
  if (!row) throw new Error("The bank has no settings");
  return row;
}
