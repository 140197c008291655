import type { NextRequest } from "next/server";
import { isBankError } from "@/lib/core/errors";
import { findPayee } from "@/lib/payments/counter-payees";
import { requireStaff } from "@/lib/web/session";

/** Whose account a typed IBAN is, or what is wrong with it, for the line under the field of a transfer. */
export async function GET(request: NextRequest): Promise<Response> {
  const ctx = await requireStaff("transfer.create");
  try {
    const payee = await findPayee(ctx, request.nextUrl.searchParams.get("iban") ?? "");
    return answer({ payee, sentence: payee ? null : "No account of this bank has this IBAN." });
  } catch (error) {
    if (!isBankError(error)) throw error;
    return answer({ payee: null, sentence: error.sentence });
  }
}

function answer(body: object): Response {
  return Response.json(body, { headers: { "cache-control": "no-store" } });
}
