import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { BankForm } from "@/components/form/bank-form";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { requireCustomer, requireFresh } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { BeforeFirstPayment } from "../../before-first-payment";
import { addAndPayAction, addBeneficiaryAction } from "../actions";

export const metadata: Metadata = { title: "Add someone to pay" };

export default async function NewBeneficiaryPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireCustomer();
  const { actor } = ctx;
  await requireFresh(ctx);
  const paysNext = (await urlParams(searchParams, ["then"])).then === "pay";
  return (
    <div className="max-w-[28rem]">
      <PageHeader
        title="Add someone to pay"
        meta={<span className="text-staff">Somebody with an account at this bank.</span>}
      />
      {actor.unproven ? (
        <BeforeFirstPayment next="/my/beneficiaries/new" />
      ) : (
        <BankForm id="payee" action={paysNext ? addAndPayAction : addBeneficiaryAction} initialKey={randomUUID()}>
          <TextField name="name" label="Name" hint="As they write it themselves" maxLength={140} />
          <TextField name="iban" label="IBAN" mono hint="Spaces do not matter" maxLength={80} spellCheck={false} />
          <TextField
            name="nickname"
            label="What you call them"
            optional
            hint="Like “Landlord”; only you see it"
            maxLength={40}
          />
          <div className="flex flex-wrap gap-2.5">
            <SubmitButton keys={null}>{paysNext ? "Save and go on to pay" : "Save"}</SubmitButton>
            <ButtonLink href={paysNext ? "/my/transfer" : "/my/beneficiaries"}>Go back</ButtonLink>
          </div>
        </BankForm>
      )}
    </div>
  );
}
