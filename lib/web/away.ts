import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { isDatabaseAway } from "@/db/client";

/**
 * A page that finds the database away could only answer 500: the framework knows no 503 for pages. It sends the browser
 * to the same address once more, where the proxy, which has learnt of the outage with it, answers 503. A form is
 * different: its action keeps what was typed and says that the bank cannot be reached.
 */
export async function sayAway(error: unknown): Promise<void> {
  if (!isDatabaseAway(error)) return;
  const asked = await headers();
  if (asked.get("x-bank-method") !== "GET") return;
  const here = asked.get("x-bank-path") ?? "/";
  // An address that begins with two slashes is another host's (control 67).
  redirect(/^\/(?![/\\])/.test(here) ? here : "/");
}
