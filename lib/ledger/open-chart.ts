import { sqlOf, type Transaction } from "@/db/client";
import type { Currency } from "../core/currencies";
import { type BranchId, newId } from "../core/ids";
import { chart, chartLine, counterValueCode, readBooks } from "./chart";

type Branch = { id: BranchId; headOffice: boolean };
type Line = { code: string; name: string; class: string; control?: true; currency: Currency };

/**
 * Opens the general ledger of a branch in a currency; head office also gets settlement and capital, and of a foreign
 * currency the position and, in the bank's own, its counter-value.
 */
export async function openChart(tx: Transaction, branch: Branch, currency: Currency): Promise<void> {
  const [settings] = await sqlOf(tx)<{ own: Currency }[]>`select base_currency as own from bank_settings`;
  if (!settings) throw new Error("The bank has no settings");
  const lines = linesOf(branch, currency, settings.own);
  const debitSide = (line: { class: string }) => line.class === "asset" || line.class === "expense";
  await sqlOf(tx)`
    insert into ledger_accounts (id, code, name, kind, class, normal_side, currency, branch_id, is_control, guarded)
    select id, code, name, 'gl', class, normal_side, currency, ${branch.id}, is_control, false from unnest(
      ${lines.map(() => newId())}::uuid[], ${lines.map((line) => line.code)}::text[], ${lines.map((line) => line.name)}::text[],
      ${lines.map((line) => line.class)}::text[], ${lines.map((line) => (debitSide(line) ? "debit" : "credit"))}::text[],
      ${lines.map((line) => line.currency)}::bpchar[], ${lines.map((line) => String(line.control ?? false))}::text[]::bool[]
    ) as r (id, code, name, class, normal_side, currency, is_control)`;
  await readBooks(tx, true);
}

function linesOf({ headOffice }: Branch, currency: Currency, own: Currency): Line[] {
  const foreign = currency !== own;
  const lines = (Object.keys(chart) as (keyof typeof chart)[])
    .map((code) => ({ code, ...chartLine(code), currency }))
    .filter(
      ({ headOfficeOnly, only }) => (headOffice || !headOfficeOnly) && (!only || (only === "foreign") === foreign),
    );
  const counterValue = {
    code: counterValueCode(currency),
    name: `Counter-value of ${currency}`,
    class: "asset",
    currency: own,
  };
  return headOffice && foreign ? [...lines, counterValue] : lines;
}
