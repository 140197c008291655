import type { NextRequest } from "next/server";
import { statementFile } from "@/lib/statements/statement-file";
import { requireCustomer } from "@/lib/web/session";
import { statementResponse } from "@/lib/web/statement-response";

type Props = { params: Promise<{ id: string; format: string }> };

/** A customer's own statement over a period: as a PDF, as CSV, or as an ISO 20022 message. */
export async function GET(request: NextRequest, { params }: Props): Promise<Response> {
  const ctx = await requireCustomer();
  const { id, format } = await params;
  return statementResponse(ctx, request, { page: `/my/accounts/${id}/statements`, format }, (known, query) =>
    statementFile(ctx, id, known, query),
  );
}
