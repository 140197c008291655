import type { NextRequest } from "next/server";
import { isBankError, refusal } from "@/lib/core/errors";
import { addScan } from "@/lib/customers/add-scan";
import { addScanInput } from "@/lib/customers/schema";
import { assertSameOrigin } from "@/lib/web/origin";
import { staffFor } from "@/lib/web/session";

const guard = staffFor("customer.onboard");

/** Takes one picture of a document from the form of the page, and leads back there with what became of it. */
export async function POST(request: NextRequest, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  const ctx = await guard();
  try {
    await assertSameOrigin();
    const input = addScanInput.safeParse(await readUpload(request, id));
    if (!input.success) throw refusal("scan_missing");
    await addScan(ctx, input.data);
    return backTo(id, "added=1");
  } catch (error) {
    if (!isBankError(error)) throw error;
    return backTo(id, `refused=${error.reason}`);
  }
}

/** The form's fields, each once; anything else is no upload. */
async function readUpload(request: NextRequest, customerId: string): Promise<object | null> {
  const form = await request.formData().catch(() => null);
  const [file, others] = [form?.getAll("scan") ?? [], form?.getAll("side") ?? []];
  const [scan] = file;
  const isForm = form !== null && file.length === 1 && others.length === 1 && [...form.keys()].length === 2;
  if (!isForm || !(scan instanceof File)) return null;
  const content = new Uint8Array(await scan.arrayBuffer());
  return { customerId, side: others[0], fileName: scan.name, fileType: scan.type, content };
}

function backTo(id: string, said: string): Response {
  return new Response(null, {
    status: 303,
    headers: { location: `/customers/${encodeURIComponent(id)}/scans?${said}` },
  });
}
