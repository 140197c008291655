// A statement page of an account with very many postings beside one with few (--postings=1000000 --days=20), and the page of
// an account that nobody locks beside one that is locked, with --fees=200000 on the newest day.
import { sqlOf } from "@/db/client";
import { statementPage } from "@/lib/accounts/statement";
import type { StatementFilters } from "@/lib/accounts/statement-filters";
import type { Ctx } from "@/lib/core/context";
import { addDays, type BusinessDate } from "@/lib/core/dates";
import type { AccountId } from "@/lib/core/ids";
import { accountPostings } from "@/lib/ledger/account-postings";
import { ledgerAccountPage } from "@/lib/ledger/account-queries";
import { sealRows } from "@/lib/ledger/seal";
import { firstBad, verifyLedger } from "@/lib/ledger/verify";
import { loadAccounts } from "./load/accounts";
import { type BenchBank, endDay, FIRST_DAY, median, onBenchBank, option, round, say, timed } from "./load/bench-bank";
import { loadFees } from "./load/fees";
import { loadTransfers } from "./load/transfers";

const BAR = 1.5;
const FEW = 100;
const ROUNDS = option("rounds", 300);

await onBenchBank({ shared_buffers: "512MB", max_wal_size: "4GB" }, async (bank) => {
  const [postings, days] = [option("postings", 1_000_000), option("days", 20)];
  const accounts = await loadAccounts(bank.admin, 2_000);
  const [many, few, locked] = [accounts[0]?.id, accounts[1]?.id, accounts[2]?.id] as [AccountId, AccountId, AccountId];
  let day: BusinessDate = FIRST_DAY;
  await timed(`Loading over ${days} days`, async () => {
    for (let at = 0; at < days; at += 1) {
      await loadTransfers(bank.admin, (postings / days) * 2, { payer: many });
      await loadTransfers(bank.admin, Math.ceil(FEW / days) * 2, { payer: few });
      if (at < days - 1) day = await endDay(bank, day);
    }
  });
  const fees = option("fees", 200_000);
  await loadFees(bank.admin, fees, locked);
  await loadTransfers(bank.admin, 2);
  await sealRows(bank.jobs);
  await sqlOf(bank.admin)`vacuum (analyze)`;
  const bad = firstBad(await verifyLedger(bank.jobs));
  if (bad) throw new Error(`The ledger is not proved: ${bad}`);
  const has = async (id: AccountId) =>
    (await sqlOf(bank.admin)<{ n: bigint }[]>`select count(*) as n from postings where account_id = ${id}`)[0]?.n;
  say(`${await has(many)} postings beside ${await has(few)}`);
  const [row] = await sqlOf(bank.admin)<{ id: AccountId }[]>`
    select i.id from ledger_accounts i join ledger_accounts a on a.branch_id = i.branch_id and a.currency = i.currency
    where a.id = ${locked} and i.code = '4110'`;
  const income = row?.id as AccountId;
  const staff = staffOf(bank, day);
  say(`${fees} postings of the newest day on an account that nobody locks, beside one that is locked`);
  const unlocked = await compare("first page in the books", (id) => bookPage(staff, id), { many: income, few: locked });
  return { bar: BAR, pages: [...(await pages(bank, { many, few, day, days })), { ...unlocked, fees }] };
});

type Pair = { many: AccountId; few: AccountId; day: BusinessDate; days: number };

/** The pages in turn, so that what else the machine does falls on both. */
async function pages(bank: BenchBank, { many, few, day, days }: Pair) {
  const staff = staffOf(bank, day);
  const middle: StatementFilters = { to: addDays(FIRST_DAY, Math.floor(days / 2)) };
  const found = [
    await compare("first page", (id) => statementPage(staff, id), { many, few }),
    await compare("page from the middle of its days", (id) => statementPage(staff, id, middle), { many, few }),
    await compare("first page in the books", (id) => bookPage(staff, id), { many, few }),
  ];
  return found;
}

async function bookPage(staff: ReturnType<typeof staffOf>, id: AccountId) {
  const account = await ledgerAccountPage(staff, id);
  if (account) await accountPostings(staff, account);
}

async function compare(
  page: string,
  read: (id: AccountId) => Promise<unknown>,
  { many, few }: { many: AccountId; few: AccountId },
) {
  const times: Record<AccountId, number[]> = { [many]: [], [few]: [] };
  for (let turn = 0; turn < ROUNDS + 20; turn += 1) {
    for (const id of turn % 2 ? [many, few] : [few, many]) {
      const started = performance.now();
      await read(id);
      // The first turns warm up plans and pages.
      if (turn >= 20) times[id]?.push(performance.now() - started);
    }
  }
  const [manyMs, fewMs] = [median(times[many] ?? []), median(times[few] ?? [])];
  const result = { page, manyMs: round(manyMs), fewMs: round(fewMs), ratio: round(manyMs / fewMs) };
  say(`${page.padEnd(34)} ${result.manyMs} ms beside ${result.fewMs} ms: ${result.ratio}× (bar ${BAR}×)`);
  return result;
}

/** A finance officer with no session: pages are read as staff read them. */
function staffOf(bank: BenchBank, businessDate: BusinessDate) {
  const ctx: Ctx = {
    ...bank.system,
    db: bank.app,
    businessDate,
    channel: "counter",
    actor: {
      kind: "staff",
      userId: "00000000-0000-7000-8000-000000000001" as never,
      name: "Bench",
      roles: ["finance_officer"],
      branchId: "00000000-0000-7000-8000-000000000000" as never,
      sessionId: null,
    },
  };
  return ctx as Parameters<typeof accountPostings>[0];
}
