import { jobsDatabase } from "@/db/client";
import { verifyLedger } from "@/lib/ledger/verify";

const started = performance.now();
const db = jobsDatabase();
const findings = await verifyLedger(db, ({ check, rows, bad }) => {
  console.log(`${bad === null ? "✓" : "✕"} ${check}${bad === null ? "" : ` — first bad row: ${bad}`} (${rows} rows)`);
});
const bad = findings.filter((finding) => finding.bad !== null);
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(
  bad.length === 0
    ? `The ledger is proved, in ${seconds} s.`
    : `The ledger is NOT proved: ${bad.length} of ${findings.length} checks found a bad row.`,
);
await db.$client.end({ timeout: 5 });
process.exitCode = bad.length === 0 ? 0 : 1;
