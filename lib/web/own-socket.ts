import "server-only";
import { subscribe } from "node:diagnostics_channel";
import { env } from "../core/env";

type Started = { request: { headers: Record<string, string>; socket: { remoteAddress?: string } } };

/**
 * Without a proxy in front, whoever reaches the port writes `X-Forwarded-For` as they like, and the framework keeps it:
 * every request then carries the address its socket was opened from, whatever it said (control 9).
 */
export function trustOwnSocketOnly(): void {
  if (env().TRUST_FORWARDED_FOR === "yes") return;
  subscribe("http.server.request.start", (message) => {
    const { request } = message as Started;
    request.headers["x-forwarded-for"] = request.socket.remoteAddress ?? "";
  });
}
