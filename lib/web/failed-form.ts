import "server-only";
import { headers } from "next/headers";

/** Requests, by their headers, whose form was refused and whose page is drawn again in the same answer: no script runs. */
const failed = new WeakSet<object>();

export async function noteFailedForm(): Promise<void> {
  failed.add(await headers());
}

/** Whether this answer brings a form back: its title then starts with "Error: ", as the form's script would have it. */
export async function formFailed(): Promise<boolean> {
  return failed.has(await headers());
}
