// What sealing and holds cost on the way of a posting (--accounts=20000 --seconds=10).
import { setTimeout as pause } from "node:timers/promises";
import { sqlOf } from "@/db/client";
import type { BranchId } from "@/lib/core/ids";
import { sealRows } from "@/lib/ledger/seal";
import { firstBad, verifyLedger } from "@/lib/ledger/verify";
import { loadAccounts } from "./load/accounts";
import { FIRST_DAY, median, onBenchBank, option, round, say } from "./load/bench-bank";
import { postFor } from "./load/post-transfers";

const [ROUNDS, SECONDS] = [option("rounds", 5), option("seconds", 10)];
/** As often as the server seals. */
const SEALING_MS = 5_000;

await onBenchBank({ shared_buffers: "512MB", max_wal_size: "4GB" }, async (bank) => {
  const accounts = await loadAccounts(bank.admin, option("accounts", 20_000));
  const [branch] = await sqlOf(bank.admin)<{ id: BranchId }[]>`select id from branches where code = '001'`;
  const post = () =>
    postFor(bank.app, { accounts, branchId: branch?.id as BranchId, day: FIRST_DAY, seconds: SECONDS });
  const sealing = async (work: () => Promise<number>) => {
    let running = true;
    const sealer = (async () => {
      while (running) {
        await sealRows(bank.jobs);
        for (let waited = 0; running && waited < SEALING_MS; waited += 100) await pause(100);
      }
    })();
    const found = await work();
    running = false;
    await sealer;
    return found;
  };
  await post();
  await sealRows(bank.jobs);
  const runs = { plain: [] as number[], sealed: [] as number[] };
  // In turn, so that what else the machine does falls on both.
  for (let at = 0; at < ROUNDS; at += 1) {
    runs.plain.push(await post());
    await sealRows(bank.jobs);
    runs.sealed.push(await sealing(post));
    await sealRows(bank.jobs);
  }
  const held: number[] = [];
  await holdOnEach(bank.admin);
  for (let at = 0; at < ROUNDS; at += 1) held.push(await post());
  await sealRows(bank.jobs);
  const bad = firstBad(await verifyLedger(bank.jobs));
  if (bad) throw new Error(`The ledger is not proved: ${bad}`);
  const [plain, sealed, holding] = [median(runs.plain), median(runs.sealed), median(held)];
  const result = {
    postingsPerSecond: Math.round(plain),
    whileSealing: round(sealed / plain),
    withAHoldOnEachAccount: round(holding / plain),
  };
  say(
    `${result.postingsPerSecond} postings/s; while sealing ${result.whileSealing}×; with a hold on each account ${result.withAHoldOnEachAccount}×`,
  );
  return result;
});

/** A hold of one cent on every account, in bulk, as `placeHold` leaves it. */
async function holdOnEach(admin: Parameters<typeof loadAccounts>[0]): Promise<void> {
  const sql = sqlOf(admin);
  await sql`
    insert into holds (id, account_id, amount_minor, currency, reason, reference, placed_by)
    select uuidv7(), id, 1, currency, 'card', 'HLD-' || id, '00000000-0000-7000-8000-000000000001' from accounts`;
  await sql`update account_balances b set held = held + 1 from accounts a where a.id = b.account_id`;
  await sql`vacuum (analyze) holds, open_holds, account_balances`;
}
