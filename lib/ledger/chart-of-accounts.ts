import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import type { LedgerAccountId } from "../core/ids";
import { type AccountClass, type TrialLine, trialBalance } from "./trial-balance";

/** An account of the chart in one branch; the balance is debit positive. */
export type ChartLeaf = { id: LedgerAccountId; branch: string; accounts: bigint; balanceMinor: bigint };

/** An account of the chart over its branches, with how many customers' accounts, loans, tills or vaults it rolls up. */
export type ChartAccount = {
  code: string;
  name: string;
  isControl: boolean;
  accounts: bigint;
  balanceMinor: bigint;
  branches: ChartLeaf[];
};

export type ChartClass = { class: AccountClass; balanceMinor: bigint; accounts: ChartAccount[] };

const order: readonly AccountClass[] = ["asset", "liability", "equity", "income", "expense"];

/** The chart of accounts as a tree, class over account over branch, each with its balance now. */
export async function chartOfAccounts(
  ctx: Ctx<StaffActor>,
  currency: Currency,
  branch?: string,
): Promise<ChartClass[]> {
  const { lines } = await trialBalance(ctx, currency, branch);
  const leaf = (line: TrialLine): ChartLeaf => ({
    id: line.id,
    branch: line.branch,
    accounts: line.members,
    balanceMinor: line.closedMinor + line.debitsMinor - line.creditsMinor,
  });
  return order.flatMap((name) => {
    const accounts = byCode(lines.filter((line) => line.class === name)).map((group): ChartAccount => {
      const [{ code, name: title, isControl }] = group;
      const branches = group.map(leaf);
      return { code, name: title, isControl, branches, ...totals(branches) };
    });
    return accounts.length > 0 ? [{ class: name, balanceMinor: totals(accounts).balanceMinor, accounts }] : [];
  });
}

function totals(rows: readonly { accounts: bigint; balanceMinor: bigint }[]) {
  return {
    accounts: rows.reduce((sum, row) => sum + row.accounts, 0n),
    balanceMinor: rows.reduce((sum, row) => sum + row.balanceMinor, 0n),
  };
}

function byCode(lines: readonly TrialLine[]): [TrialLine, ...TrialLine[]][] {
  const groups = new Map<string, [TrialLine, ...TrialLine[]]>();
  for (const line of lines) {
    const group = groups.get(line.code);
    if (group) group.push(line);
    else groups.set(line.code, [line]);
  }
  return [...groups.values()];
}
