import type { Cluster } from "./postgres.mjs";
export type ThrowAway = Cluster & { dir: string; discard: () => Promise<void> };
export function startThrowAway(
  kind: "bench" | "bench" | "faults" | "test",
  settings?: Record<string, string>,
): Promise<ThrowAway>;
