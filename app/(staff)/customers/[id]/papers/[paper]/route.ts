import { notFound } from "next/navigation";
import type { NextRequest } from "next/server";
import { isCustomerPaper, printCustomerPaper } from "@/lib/reports/print-customer-paper";
import { printCustomerProfile } from "@/lib/reports/print-customer-profile";
import { fileResponse } from "@/lib/web/file-response";
import { requireStaff } from "@/lib/web/session";

type Props = { params: Promise<{ id: string; paper: string }> };

/** A paper of a customer as a PDF: application summary, welcome letter, signature card, or the profile. */
export async function GET(_: NextRequest, { params }: Props): Promise<Response> {
  const { id, paper } = await params;
  const ctx = await requireStaff(paper === "profile" ? "customer.export" : "customer.onboard");
  if (paper !== "profile" && !isCustomerPaper(paper)) return notFound();
  return fileResponse(ctx, async () => {
    const { file, customerNo } =
      paper === "profile" ? await printCustomerProfile(ctx, id) : await printCustomerPaper(ctx, id, paper);
    return {
      body: new Uint8Array(file),
      type: "application/pdf",
      name: `${paper}-${customerNo}-${ctx.businessDate}.pdf`,
    };
  });
}
