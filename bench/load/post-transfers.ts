import type { Database } from "@/db/client";
import { begin } from "@/lib/command/transact";
import type { Ctx } from "@/lib/core/context";
import type { BusinessDate } from "@/lib/core/dates";
import { type BranchId, newId } from "@/lib/core/ids";
import { newReference } from "@/lib/core/references";
import { applyEntry } from "@/lib/ledger/book";
import { lockBalances } from "@/lib/ledger/lock-balances";
import { postEntries } from "@/lib/ledger/post-entries";
import { bookTransfer } from "@/lib/ledger/templates/transfer";
import type { LoadedAccount } from "./accounts";

/** Writers at a time and entries of a batch, as the lane has them under load. */
const WRITERS = 2;
const BATCH = 128;

/** Posts transfers between any two accounts through `postEntries` for so long, and answers postings a second. */
export async function postFor(
  db: Database,
  {
    accounts,
    branchId,
    day,
    seconds,
  }: { accounts: readonly LoadedAccount[]; branchId: BranchId; day: BusinessDate; seconds: number },
): Promise<number> {
  const ctx: Ctx = {
    actor: { kind: "system", job: "bench" },
    channel: "job",
    db,
    businessDate: day,
    requestId: "bench",
  };
  const any = () => accounts[Math.floor(Math.random() * accounts.length)] as LoadedAccount;
  const batch = () =>
    begin(db, ctx, async (inside) => {
      const moves = Array.from({ length: BATCH }, () => {
        const from = any();
        let to = any();
        while (to === from) to = any();
        return { from: from.id, to: to.id };
      });
      const book = await lockBalances(
        inside.db,
        moves.flatMap(({ from, to }) => [from, to]),
      );
      const entries = moves.map((move) =>
        applyEntry(
          book,
          bookTransfer({ ...move, id: newId<"entry">(), reference: newReference("TRF"), branchId, minor: 1n }),
        ),
      );
      await postEntries(
        inside.db,
        entries.map((entry) => ({ ctx: inside, entry })),
      );
    });
  const started = performance.now();
  let batches = 0;
  const writer = async () => {
    while (performance.now() - started < seconds * 1000) {
      await batch();
      batches += 1;
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
  return (batches * BATCH * 2) / ((performance.now() - started) / 1000);
}
