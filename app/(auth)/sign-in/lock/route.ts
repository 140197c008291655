import { signOut } from "@/lib/identity/sign-out";
import { presentContext } from "@/lib/web/session";

/** The idle lock: ends the session, and leaves the browser what its person had typed. */
export async function POST(): Promise<Response> {
  const ctx = await presentContext();
  if (ctx) await signOut(ctx);
  return new Response(null, { status: 204 });
}
