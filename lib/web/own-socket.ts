import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { env } from "../core/env";

/**
 * Without a proxy in front, whoever reaches the port writes `X-Forwarded-For` as they like, and the framework keeps it:
 * every request then carries the address its socket was opened from, whatever it said (control 9).
 */
export function trustOwnSocketOnly(): void {
  if (env().TRUST_FORWARDED_FOR === "yes") return;
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers["x-forwarded-for"] = request.socket.remoteAddress ?? "";
  });
}
