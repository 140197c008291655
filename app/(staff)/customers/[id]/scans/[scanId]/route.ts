import { isBankError, statusOf } from "@/lib/core/errors";
import { openScan } from "@/lib/customers/scan-queries";
import { requireStaff } from "@/lib/web/session";

type Context = { params: Promise<{ id: string; scanId: string }> };

/** One picture of a document as a file to keep, never shown by the browser as a page of the bank's (control 61). */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const ctx = await requireStaff("customer.read");
  const { id, scanId } = await params;
  try {
    const { content, format, name } = await openScan(ctx, id, scanId);
    return new Response(new Uint8Array(content), {
      headers: {
        "content-type": format === "pdf" ? "application/pdf" : "image/jpeg",
        "content-disposition": `attachment; filename="${name}"`,
        "x-content-type-options": "nosniff",
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    if (!isBankError(error)) throw error;
    return new Response(error.sentence, { status: statusOf[error.code] });
  }
}
