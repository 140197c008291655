/** Every advisory lock with a number of its own; those of a person or a thing are hashed from its name, in the wide space. */
export const ADVISORY = {
  migration: 7_305_000,
  /** Of the open and of the closing day: shared by what books on it, whole for its cut and its close (ledger: Day). */
  openDay: 7_305_001,
  closingDay: 7_305_002,
  /** Held by the one sealer at a time, to the end of its transaction. */
  sealer: 7_305_003,
  /** Held by the run on a pool: it reads everything, and two would only slow each other down. */
  verifier: 7_305_004,
  /** One booking step of end of day at a time. */
  endOfDay: 7_305_005,
} as const;
