import { signOut } from "@/lib/identity/sign-out";
import { forgetSession } from "@/lib/web/auth";
import { presentContext } from "@/lib/web/session";

/** Ends the session and empties the browser of the bank (control 14): a whole page load, so that nothing stays in memory. */
export async function POST(): Promise<Response> {
  const ctx = await presentContext();
  if (ctx) await signOut(ctx);
  await forgetSession();
  return new Response(null, {
    status: 303,
    headers: { location: "/sign-in?left=1", "clear-site-data": '"cache", "storage"' },
  });
}
