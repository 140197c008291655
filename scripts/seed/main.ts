import { jobsDatabase, sqlOf } from "@/db/client";
import { sealRows } from "@/lib/ledger/seal";
import { closeDay } from "@/lib/operations/close-day";
import { cutDay } from "@/lib/operations/cut-day";
import { actsOn, FIRST_DAY, TODAY } from "./acts";
import { askForColleague } from "./ask-for-colleague";
import { foundBank } from "./found";
import { noteRelation } from "./note-relation";
import { loadOwnList } from "./screening";
import { setLimits } from "./set-limits";
import { liveDay } from "./year";

const started = performance.now();
const db = jobsDatabase();
const sql = sqlOf(db);

const [settings] = await sql`select 1 from bank_settings`;
if (settings) {
  console.log("The demo bank is there already.");
} else {
  const acts = actsOn(db);
  const bank = await foundBank(db, acts, FIRST_DAY);
  await loadOwnList(bank, acts);
  for (let month = ""; acts.today() < TODAY; acts.nextDay()) {
    const day = acts.today();
    if (day.slice(0, 7) !== month) {
      month = day.slice(0, 7);
      console.log(`  ${month}`);
    }
    await liveDay(bank, acts);
    const operations = acts.staff(bank.staff.operations);
    await cutDay(operations, day);
    await closeDay(operations, day);
  }
  await liveDay(bank, acts);
  await setLimits(bank, acts);
  await noteRelation(bank, acts);
  await askForColleague(bank, acts);
  await sealRows(db);
  const [made] = await sql<{ customers: bigint; entries: bigint }[]>`
    select (select count(*) from customers) as customers, (select count(*) from journal_entries) as entries`;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `The demo bank is open on ${TODAY}: ${made?.customers} customers, ${made?.entries} entries, in ${seconds} s.`,
  );
}
await db.$client.end({ timeout: 5 });
