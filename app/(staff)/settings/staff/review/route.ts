import { reviewAccess } from "@/lib/operations/review-access";
import { fileResponse } from "@/lib/web/file-response";
import { requireStaff } from "@/lib/web/session";

/** The access review as a file. */
export async function GET(): Promise<Response> {
  const ctx = await requireStaff("staff.read");
  return fileResponse(ctx, async () => ({
    body: await reviewAccess(ctx),
    type: "text/csv; charset=utf-8",
    mark: true,
    name: `access-review-${ctx.businessDate}.csv`,
  }));
}
