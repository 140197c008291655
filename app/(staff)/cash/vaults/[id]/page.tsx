import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Reference } from "@/components/bank/reference";
import { BankForm } from "@/components/form/bank-form";
import { CountGrids } from "@/components/form/count-grids";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { countableCash } from "@/lib/cash/count-queries";
import { countableVault } from "@/lib/cash/vault-queries";
import { formatLocalTime } from "@/lib/core/local-time";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { AlreadyPosted } from "../../../already-posted";
import { countVaultAction } from "./actions";

export const metadata: Metadata = { title: "Count the vault" };

export default async function CountVaultPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("vault.count");
  const { id } = await params;
  const [vault, countable] = await ask(Promise.all([countableVault(ctx, id), countableCash(ctx, id)]));
  if (!vault) notFound();
  return (
    <>
      <PageHeader
        back={{ href: "/cash", label: "Cash" }}
        eyebrow={vault.branch}
        title={`Count the ${vault.name.toLowerCase()}`}
        meta={<LastCount last={vault.last} />}
      />
      <div className="max-w-[44rem]">
        <AlreadyPosted formId="count-vault" />
        <BankForm id="count-vault" action={countVaultAction} initialKey={randomUUID()} money wide>
          <HiddenField name="vaultId" value={vault.id} />
          <p className="text-ink-2">
            Count everything in the vault. Cash that is on its way from or to it has to be taken first.
          </p>
          <CountGrids name="counts" what="Counted" currencies={countable} />
          <div className="max-w-[29rem]">
            <TextArea
              name="reason"
              label="Why it differs"
              hint="Only when it does. The branch manager then has to agree before it is booked."
              optional
            />
          </div>
          <div className="flex flex-wrap items-center gap-3">
            <SubmitButton>Keep the count</SubmitButton>
            <ButtonLink href="/cash">Back to cash</ButtonLink>
          </div>
        </BankForm>
      </div>
    </>
  );
}

function LastCount({ last }: { last: { reference: string; at: string; by: string } | null }) {
  if (!last) return "It was never counted here.";
  return (
    <>
      Last counted {formatLocalTime(last.at)} by {last.by},{" "}
      <Reference href={`/receipts/${last.reference}`}>{last.reference}</Reference>
    </>
  );
}
