import type { NextRequest } from "next/server";
import { isBankError, refusal, statusOf } from "@/lib/core/errors";
import { formatLocalTime } from "@/lib/core/local-time";
import { keepTyped } from "@/lib/customers/keep-typed";
import { keepTypedInput } from "@/lib/customers/schema";
import { assertSameOrigin } from "@/lib/web/origin";
import { staffFor } from "@/lib/web/session";

const guard = staffFor("customer.onboard");

/** Keeps what stands in a form of an application while it is being typed. */
export async function POST(request: NextRequest): Promise<Response> {
  const ctx = await guard();
  try {
    await assertSameOrigin();
    const input = keepTypedInput.safeParse(await request.json().catch(() => null));
    if (!input.success) throw refusal("unreadable");
    const { savedAtLocal } = await keepTyped(ctx, input.data);
    return answer({ saved: formatLocalTime(savedAtLocal) });
  } catch (error) {
    if (!isBankError(error)) throw error;
    return answer({ sentence: error.sentence }, statusOf[error.code]);
  }
}

function answer(body: object, status = 200): Response {
  return Response.json(body, { status, headers: { "cache-control": "private, no-store" } });
}
