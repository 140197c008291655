import "server-only";
import { headers } from "next/headers";
import { env } from "../core/env";
import { refusal } from "../core/errors";
import { fromOwnPages } from "./guard-request";

/** Refuses a change that was not sent from the bank's own pages: the second place of control 8, after the proxy. */
export async function assertSameOrigin(): Promise<void> {
  if (!fromOwnPages(await headers(), env().APP_ORIGIN)) throw refusal("cross_site");
}
