import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AccountNumber } from "@/components/bank/account-number";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { readOwn } from "@/lib/command/read-own";
import { beneficiaryPage } from "@/lib/payments/queries";
import { ask } from "@/lib/web/ask";
import { requireCustomer } from "@/lib/web/session";
import { removeBeneficiaryAction } from "../../actions";

export const metadata: Metadata = { title: "Remove someone" };

export default async function RemoveBeneficiaryPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireCustomer();
  const { id } = await params;
  const payee = await ask(readOwn(ctx, (own) => beneficiaryPage(own, id)));
  if (!payee) notFound();
  const name = payee.nickname ?? payee.name;
  return (
    <div className="max-w-[28rem]">
      <PageHeader title={<bdi>Remove {name}?</bdi>} />
      <p>
        <bdi>{payee.name}</bdi>
        <br />
        <AccountNumber iban={payee.iban} />
      </p>
      <p className="my-4 text-ink-2">
        What you paid them stays in your movements. To pay them again you add them again.
      </p>
      <BankForm id="remove" action={removeBeneficiaryAction} initialKey={randomUUID()}>
        <HiddenField name="beneficiaryId" value={payee.id} />
        <div className="flex flex-wrap gap-2.5">
          <SubmitButton look="danger" keys={null}>{`Remove ${name}`}</SubmitButton>
          <ButtonLink href="/my/beneficiaries">Keep</ButtonLink>
        </div>
      </BankForm>
    </div>
  );
}
