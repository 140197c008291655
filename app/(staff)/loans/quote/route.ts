import type { NextRequest } from "next/server";
import { askQuote } from "@/lib/loans/ask-quote";
import { requireStaff } from "@/lib/web/session";

/** What the typed amount and term come to, for the live panel of the application form. */
export async function GET(request: NextRequest): Promise<Response> {
  const ctx = await requireStaff("loan.apply");
  const answer = await askQuote(ctx, Object.fromEntries(request.nextUrl.searchParams));
  return Response.json(answer, { headers: { "cache-control": "no-store" } });
}
