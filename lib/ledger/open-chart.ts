import { sqlOf, type Transaction } from "@/db/client";
import type { Currency } from "../core/currencies";
import { type BranchId, newId } from "../core/ids";
import { type ChartCode, chart, chartLine, readBooks } from "./chart";

/** Opens the general ledger of a branch in a currency; head office also gets settlement and capital. */
export async function openChart(
  tx: Transaction,
  branch: { id: BranchId; headOffice: boolean },
  currency: Currency,
): Promise<void> {
  const lines = (Object.keys(chart) as ChartCode[])
    .map((code) => ({ code, ...chartLine(code) }))
    .filter((line) => branch.headOffice || !line.headOfficeOnly);
  const debitSide = (line: { class: string }) => line.class === "asset" || line.class === "expense";
  await sqlOf(tx)`
    insert into ledger_accounts (id, code, name, kind, class, normal_side, currency, branch_id, is_control, guarded)
    select id, code, name, 'gl', class, normal_side, ${currency}, ${branch.id}, is_control, false from unnest(
      ${lines.map(() => newId())}::uuid[], ${lines.map((line) => line.code)}::text[], ${lines.map((line) => line.name)}::text[],
      ${lines.map((line) => line.class)}::text[], ${lines.map((line) => (debitSide(line) ? "debit" : "credit"))}::text[],
      ${lines.map((line) => String(line.control ?? false))}::text[]::bool[]
    ) as r (id, code, name, class, normal_side, is_control)`;
  await readBooks(tx, true);
}
