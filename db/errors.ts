/** The database did not answer within the time a caller may wait. */
export class DatabaseDeadline extends Error {
  readonly code = "DATABASE_DEADLINE";
  constructor() {
    super("The database did not answer in time");
  }
}

const AWAY = new Set([
  "DATABASE_DEADLINE",
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOENT",
  "ETIMEDOUT",
  "57P01",
  "57P02",
  "57P03",
]);

/** Whether an error means that the database is away, not that it refused: seen through wrappers and causes. */
export function isDatabaseAway(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof AggregateError && at.errors.some(isDatabaseAway)) return true;
    const code: unknown = "code" in at ? at.code : undefined;
    if (typeof code === "string" && (AWAY.has(code) || code.startsWith("08"))) return true;
  }
  return false;
}
