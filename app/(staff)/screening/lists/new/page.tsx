import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { MAY_LEAVE_OUT } from "@/lib/screening/load-list";
import { listNames } from "@/lib/screening/schema";
import { requireStaff } from "@/lib/web/session";
import { ListUpload } from "./list-upload";

export const metadata: Metadata = { title: "Load a screening list" };

export default async function LoadListPage() {
  await requireStaff("screening.load");
  return (
    <div className="max-w-[36rem]">
      <PageHeader
        back={{ href: "/screening/lists", label: "Lists" }}
        title="Load a screening list"
        meta={`It replaces the version in use, and every customer is compared with it. If it leaves out more than ${MAY_LEAVE_OUT}\u00a0% of the entries, a second officer must agree first.`}
      />
      <ListUpload
        initialKey={randomUUID()}
        lists={Object.entries(listNames).map(([value, label]) => ({ value, label }))}
      />
    </div>
  );
}
