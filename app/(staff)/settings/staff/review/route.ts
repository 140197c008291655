import { isBankError, statusOf } from "@/lib/core/errors";
import { reviewAccess } from "@/lib/operations/review-access";
import { requireStaff } from "@/lib/web/session";

/** The access review as a file. */
export async function GET(): Promise<Response> {
  const ctx = await requireStaff("staff.read");
  try {
    return new Response(`\uFEFF${await reviewAccess(ctx)}`, {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="access-review-${ctx.businessDate}.csv"`,
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    if (!isBankError(error)) throw error;
    return new Response(error.sentence, { status: statusOf[error.code] });
  }
}
