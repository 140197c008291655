import { type Database, jobsDatabase, sqlOf } from "@/db/client";
import { openDay } from "../calendar/queries";
import { keepDoing, type Pace } from "./keep-doing";
import { rescreenCustomers } from "./rescreen-customers";

/** Compares every customer with the lists soon after one changed. */
export function keepScreening(
  failed: (error: unknown) => void,
  { database = jobsDatabase, ...pace }: Pace & { database?: typeof jobsDatabase } = {},
): () => void {
  return keepDoing("screening", () => screenIfAsked(database()), failed, pace);
}

async function screenIfAsked(db: Database): Promise<void> {
  const [asked] = await sqlOf(db)`select 1 from screening_runs where ended_at is null`;
  if (!asked) return;
  await rescreenCustomers({
    actor: { kind: "system", job: "screening" },
    channel: "job",
    db,
    businessDate: await openDay(db),
    requestId: "screening",
  });
}
