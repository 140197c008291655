import { isBankError } from "@/lib/core/errors";
import { glanceAtAccount } from "@/lib/operations/glance-at-account";
import { glanceAtCustomer } from "@/lib/operations/glance-at-customer";
import { requireStaff } from "@/lib/web/session";

const glances = { customers: glanceAtCustomer, accounts: glanceAtAccount };

/** A customer or an account at a glance, for the panel beside the search's list; or the sentence that refuses it. */
export async function GET(
  _: Request,
  { params }: { params: Promise<{ kind: string; id: string }> },
): Promise<Response> {
  const ctx = await requireStaff();
  const { kind, id } = await params;
  if (kind !== "customers" && kind !== "accounts") return new Response(null, { status: 404 });
  try {
    return answer({ glance: await glances[kind](ctx, id) });
  } catch (error) {
    if (!isBankError(error)) throw error;
    return answer({ sentence: error.sentence });
  }
}

function answer(body: object): Response {
  return Response.json(body, { headers: { "cache-control": "private, no-store" } });
}
