import { isBankError, statusOf } from "@/lib/core/errors";
import { requireStaff } from "@/lib/web/session";
import { paperFor } from "../paper-for";

/** What a receipt says, for the lines that the arrows bring up under a list; as much as its page, and looked at alike. */
export async function GET(_: Request, { params }: { params: Promise<{ reference: string }> }): Promise<Response> {
  const ctx = await requireStaff("movement.read");
  try {
    const found = await paperFor(ctx, (await params).reference);
    if (!found) return new Response(null, { status: 404 });
    const { title, amount, lines } = found.paper;
    return Response.json(
      { title, amount, lines: lines.map(({ term, value }) => ({ term, value })) },
      { headers: { "cache-control": "private, no-store" } },
    );
  } catch (error) {
    if (!isBankError(error)) throw error;
    return new Response(null, { status: statusOf[error.code] });
  }
}
