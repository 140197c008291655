import type { NextRequest } from "next/server";
import { statementFile } from "@/lib/statements/statement-file";
import { requireStaff } from "@/lib/web/session";
import { statementResponse } from "@/lib/web/statement-response";

type Props = { params: Promise<{ id: string; format: string }> };

/** The statement of an account: as a PDF to hand out, as CSV of the rows that fit the filters, or as an ISO 20022 message. */
export async function GET(request: NextRequest, { params }: Props): Promise<Response> {
  const ctx = await requireStaff("movement.read");
  const { id, format } = await params;
  return statementResponse(ctx, request, { page: `/accounts/${id}/statement`, format }, (known, query) =>
    statementFile(ctx, id, known, query),
  );
}
