import { jobsDatabase, sqlOf } from "@/db/client";
import type { BusinessDate } from "@/lib/core/dates";
import { newId } from "@/lib/core/ids";
import { rotateKeys } from "@/lib/operations/rotate-keys";

const db = jobsDatabase();
try {
  process.exitCode = await rotate();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await db.$client.end({ timeout: 5 });
}

async function rotate(): Promise<number> {
  const [day] = await sqlOf(db)<
    { day: BusinessDate }[]
  >`select day::text as day from banking_days where status = 'open'`;
  if (!day) {
    console.log("There is no bank here yet, and so nothing to close anew.");
    return 0;
  }
  const ctx = {
    actor: { kind: "system", job: "rotate-keys" },
    channel: "job",
    db,
    businessDate: day.day,
    requestId: newId(),
  } as const;
  const done = await rotateKeys(ctx, ({ table, rows }) => console.log(`${table}: ${rows} so far`));
  for (const { table, rows } of done) console.log(`${table}: ${rows} closed anew`);
  console.log("Everything is closed with the current key. BANK_DATA_KEY_OLD can be taken away.");
  return 0;
}
