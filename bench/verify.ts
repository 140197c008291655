// The speed of verify: loads so many postings and acts in bulk, seals them, and proves them (--postings=1000000, --events=500000).
import { sqlOf } from "@/db/client";
import { sealRows } from "@/lib/ledger/seal";
import { firstBad, verifyLedger } from "@/lib/ledger/verify";
import { loadAccounts } from "./load/accounts";
import { loadAuditEvents } from "./load/audit";
import { onBenchBank, option, say, timed } from "./load/bench-bank";
import { loadTransfers } from "./load/transfers";

const BAR = 200_000;

await onBenchBank({ shared_buffers: "512MB", max_wal_size: "4GB" }, async ({ admin, jobs }) => {
  const load = await timed("Loading", async () => {
    await loadAccounts(admin, option("accounts", 20_000));
    await loadTransfers(admin, option("postings", 1_000_000));
  });
  const [count] = await sqlOf(admin)<{ postings: bigint }[]>`select count(*) as postings from postings`;
  const seal = await timed("Sealing", () => sealRows(jobs));
  await timed("Vacuuming", () => sqlOf(admin)`vacuum (analyze) postings, journal_entries, seals`);
  const [chain] = await sqlOf(admin)<{ perRow: number }[]>`
    select (pg_total_relation_size('seals')::float / (select max(total) from seals))::int as "perRow"`;
  let [tenths, mostMB] = [0, 0];
  const progress = (rows: bigint, of: bigint) => {
    mostMB = Math.max(mostMB, Math.round(process.memoryUsage().rss / 1_000_000));
    const now = of === 0n ? 10 : Number((rows * 10n) / of);
    if (now > tenths) say(`  ${now * 10} % of ${of} leaves`);
    tenths = Math.max(tenths, now);
  };
  const finding = ({ check, rows }: { check: string; rows: bigint }) => say(`  ${check}: ${rows}`);
  const verify = await timed("Verifying", async () => {
    const bad = firstBad(await verifyLedger(jobs, { progress, finding }));
    if (bad) throw new Error(`The ledger is not proved: ${bad}`);
  });
  const postings = Number(count?.postings ?? 0n);
  // The acts come after: what they add to the time of a proof is theirs.
  const events = option("events", 500_000);
  await timed("Loading acts", () => loadAuditEvents(admin, events));
  const sealEvents = await timed("Sealing acts", () => sealRows(jobs));
  tenths = 0;
  const withEvents = await timed("Verifying both", async () => {
    const bad = firstBad(await verifyLedger(jobs, { progress, finding }));
    if (bad) throw new Error(`The ledger is not proved: ${bad}`);
  });
  const eventSeconds = Math.max(withEvents - verify, 0.001);
  const result = {
    postings,
    events,
    sealedEventsPerSecond: Math.round(events / sealEvents),
    verifiedEventsPerSecond: Math.round(events / eventSeconds),
    loadSeconds: load,
    sealSeconds: seal,
    verifySeconds: verify,
    sealedPerSecond: Math.round(postings / seal),
    verifiedPerSecond: Math.round(postings / verify),
    mostMemoryMB: mostMB,
    sealBytesPerRow: chain?.perRow ?? 0,
  };
  say(
    `${postings} postings: sealed ${result.sealedPerSecond}/s, verified ${result.verifiedPerSecond}/s (bar ${BAR}), at most ${mostMB} MB here`,
  );
  say(
    `${events} acts: sealed ${result.sealedEventsPerSecond}/s, verified ${result.verifiedEventsPerSecond}/s (bar ${BAR})`,
  );
  return result;
});
