import { ADVISORY } from "@/db/advisory-locks";
import { type Database, type Executor, sqlOf, type Transaction } from "@/db/client";
import { refusal } from "../core/errors";
import type { Finding } from "./finding";
import { type LeafCheck, leafCheck, verifyBehind, verifyDetails, verifySeals } from "./verify-chain";
import { verifyFigures } from "./verify-figures";

export type { Finding };

/** Who hears how far it has come. */
export type Listener = { finding?: (finding: Finding) => void; progress?: (rows: bigint, of: bigint) => void };

/**
 * Proves the books from their own rows: every sealed row is as it was sealed and none was put behind a seal, every entry
 * balances, every balance, floor, held amount and daily figure follows from the postings. Rows that are not yet sealed
 * are checked for their figures. All of it on one snapshot; on a pool the chain and the figures go side by side, and a second
 * run is refused with `verify_running`.
 */
export async function verifyLedger(db: Executor, listener: Listener = {}): Promise<Finding[]> {
  const report = listener.finding ?? (() => undefined);
  const chain = async (tx: Transaction, leaves: LeafCheck, others: Promise<Finding[]>) => {
    const seals = await verifySeals(tx);
    report(seals);
    await leaves.run(tx);
    const figures = await others;
    const found = [leaves.finding(), await verifyBehind(tx), await verifyDetails(tx)];
    found.forEach(report);
    return [seals, ...found, ...figures];
  };
  if ("rollback" in db) {
    const leaves = await leafCheck(db, listener.progress);
    return chain(db, leaves, Promise.resolve(await verifyFigures(db, report)));
  }
  return onSnapshot(db, async (tx, snapshot) => {
    const [lock] = await sqlOf(tx)<{ mine: boolean }[]>`select pg_try_advisory_xact_lock(${ADVISORY.verifier}) as mine`;
    if (!lock?.mine) throw refusal("verify_running");
    const leaves = await leafCheck(tx, listener.progress);
    const figures = async (beside: Transaction) => {
      const found = await verifyFigures(beside, report);
      await leaves.run(beside);
      return found;
    };
    const others = onSnapshot(db, figures, snapshot);
    others.catch(() => undefined);
    return chain(tx, leaves, others);
  });
}

/** The first bad row of a run in words, or null when everything is proved. */
export function firstBad(findings: readonly Finding[]): string | null {
  const bad = findings.find((finding) => finding.bad !== null);
  return bad ? `${bad.check}: ${bad.bad}` : null;
}

/** A read-only transaction on a snapshot of its own, or on that of another that is still open. */
function onSnapshot<T>(db: Database, work: (tx: Transaction, snapshot: string) => Promise<T>, of?: string): Promise<T> {
  return db.transaction(
    async (tx) => {
      const sql = sqlOf(tx);
      if (of) {
        await sql.unsafe(joinSnapshot(of));
        return work(tx, of);
      }
      // Whoever ends first waits for the other, which may take longer than a forgotten transaction may.
      await sql`select set_config('idle_in_transaction_session_timeout', '0', true)`;
      const [exported] = await sql<{ snapshot: string }[]>`select pg_export_snapshot() as snapshot`;
      return work(tx, exported?.snapshot ?? "");
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

/** The statement takes no parameter; what PostgreSQL calls a snapshot holds nothing but digits. */
function joinSnapshot(name: string): string {
  if (!/^[0-9A-F]+-[0-9A-F]+-\d+$/.test(name)) throw new Error("This is no snapshot");
  return `set transaction snapshot '${name}'`;
}
