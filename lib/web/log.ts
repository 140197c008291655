import "server-only";
import { type Logger, pino } from "pino";
import { env } from "../core/env";

/** The only fields a line of the log may carry: nothing that a person typed, no message of a driver. */
export type LogLine = {
  reference: string;
  act?: string;
  reason?: string;
  path?: string | undefined;
  /** The id of a server action, as the build's manifest names it. */
  action?: string | undefined;
  error?: { name: string; code?: string; at: string[] };
};

let opened: Logger | undefined;

/** Made when it is first needed: the build loads this file without any settings. */
function logger(): Logger {
  opened ??= pino({ level: env().LOG_LEVEL, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  return opened;
}

/** Writes that something the bank did not expect happened, under the reference that the person at the screen was shown. */
export function logFailure(failure: unknown, line: Omit<LogLine, "error">): void {
  const { reference, act, reason, path, action } = line;
  logger().error(
    { reference, act, reason, path, action, error: described(failure), cause: described(causeOf(failure)) },
    "unexpected failure",
  );
}

/** Name, code and place of an error. Its message is left out: drivers put parameters and values into it. */
function described(failure: unknown): LogLine["error"] {
  if (!(failure instanceof Error)) return undefined;
  const code = "code" in failure && typeof failure.code === "string" ? failure.code : undefined;
  const at = (failure.stack ?? "").split("\n").filter((frame) => /^\s+at /.test(frame));
  return { name: failure.name, ...(code ? { code } : {}), at: at.slice(0, 12).map((frame) => frame.trim()) };
}

function causeOf(failure: unknown): unknown {
  return failure instanceof Error ? failure.cause : undefined;
}
