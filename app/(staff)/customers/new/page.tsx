import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { BankForm } from "@/components/form/bank-form";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/layout/page-header";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { startOnboardingAction } from "../actions";
import { IdentityFields } from "../identity-fields";

export const metadata: Metadata = { title: "New customer" };

export default async function NewCustomerPage({ searchParams }: { searchParams: SearchParams }) {
  await requireStaff("customer.onboard");
  const { name } = await urlParams(searchParams, ["name"]);
  return (
    <div className="max-w-[36rem]">
      <PageHeader
        eyebrow="Step 1 of 4"
        title="New customer: identity"
        meta="An individual. Nothing is final until a branch manager approves it; you can leave and come back."
      />
      <BankForm
        id="start"
        action={startOnboardingAction}
        initialKey={randomUUID()}
        defaultValue={{ fullName: looksLikeName(name) ? name : undefined }}
      >
        <IdentityFields />
        <div>
          <SubmitButton>Save and continue</SubmitButton>
        </div>
      </BankForm>
    </div>
  );
}

/** What was typed into a search is carried over when it can be a name. */
function looksLikeName(typed: string | undefined): boolean {
  return typed !== undefined && /\p{L}/u.test(typed) && !/[\d@]/.test(typed);
}
