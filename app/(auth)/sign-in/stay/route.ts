import { presentContext } from "@/lib/web/session";

/** Somebody who is warned of the idle lock says that they are still there: asking sets the idle clock back. */
export async function GET(): Promise<Response> {
  return new Response(null, { status: (await presentContext()) ? 204 : 401, headers: { "cache-control": "no-store" } });
}
