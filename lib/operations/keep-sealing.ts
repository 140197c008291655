import { jobsDatabase } from "@/db/client";
import { sealRows } from "../ledger/seal";
import { keepDoing, type Pace } from "./keep-doing";

/** Seals what waits, every few seconds. */
export function keepSealing(
  failed: (error: unknown) => void,
  { database = jobsDatabase, ...pace }: Pace & { database?: typeof jobsDatabase } = {},
): () => void {
  return keepDoing("sealing", () => sealRows(database()), failed, pace);
}
