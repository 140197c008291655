/** The database did not answer within the time a caller may wait. What was asked for may have happened all the same. */
export class DatabaseDeadline extends Error {
  readonly code = "DATABASE_DEADLINE";
  constructor() {
    super("The database did not answer in time");
  }
}

/** More callers wait for a connection than can be served in time; nothing was asked of the database. */
export class DatabaseBusy extends Error {
  readonly code = "DATABASE_BUSY";
  constructor() {
    super("Too many callers wait for the database");
  }
}

const AWAY = new Set([
  "DATABASE_DEADLINE",
  "DATABASE_BUSY",
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ENOENT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
  "53300",
  "57P01",
  "57P02",
  "57P03",
]);

/** Whether an error means that the database is away, not that it refused: seen through wrappers and causes. */
export function isDatabaseAway(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof AggregateError && at.errors.some(isDatabaseAway)) return true;
    const code: unknown = "code" in at ? at.code : undefined;
    if (typeof code === "string" && (AWAY.has(code) || /^08\w{3}$/.test(code))) return true;
  }
  return false;
}
