import "server-only";
import { unstable_rethrow } from "next/navigation";
import { isDatabaseAway } from "@/db/client";
import { isBankError } from "../core/errors";
import { logFailure } from "./log";

/** What a panel of a page shows, or that it could not be read. */
export type Panelled<T> = { read: T; failed: false } | { read: null; failed: true };

/**
 * Reads one panel of a page, so that it fails alone: the rest of the page stands, and the failure is logged under the
 * reference that the panel shows. What is refused, and a database that is away, concern the whole page.
 */
export async function panel<T>(reference: string, query: Promise<T>): Promise<Panelled<T>> {
  try {
    return { read: await query, failed: false };
  } catch (error) {
    unstable_rethrow(error);
    if (isBankError(error) || isDatabaseAway(error)) throw error;
    logFailure(error, { reference, act: "panel" });
    return { read: null, failed: true };
  }
}
