import type { NextRequest } from "next/server";
import { isBankError, refusal, statusOf } from "@/lib/core/errors";
import { printReceipt } from "@/lib/statements/print-receipt";
import { printReceiptInput } from "@/lib/statements/schema";
import { assertSameOrigin } from "@/lib/web/origin";
import { staffFor } from "@/lib/web/session";

const guard = staffFor("movement.read");

/** Counts a print as it begins, however it was begun, and answers its number: 0 is the paper itself. */
export async function POST(
  request: NextRequest,
  { params }: { params: Promise<{ reference: string }> },
): Promise<Response> {
  const ctx = await guard();
  try {
    await assertSameOrigin();
    const { reference } = await params;
    const input = printReceiptInput.safeParse({ reference, key: await request.text().catch(() => "") });
    if (!input.success) throw refusal("unreadable");
    const { no } = await printReceipt(ctx, input.data);
    return answer({ no });
  } catch (error) {
    if (!isBankError(error)) throw error;
    return answer({ sentence: error.sentence }, statusOf[error.code]);
  }
}

function answer(body: object, status = 200): Response {
  return Response.json(body, { status, headers: { "cache-control": "private, no-store" } });
}
