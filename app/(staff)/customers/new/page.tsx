import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { BankForm } from "@/components/form/bank-form";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/layout/page-header";
import { readTyped } from "@/lib/customers/typed-queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { startOnboardingAction } from "../actions";
import { IdentityFields } from "../identity-fields";
import { KeepTyped, TypedBefore } from "../typed-before";

export const metadata: Metadata = { title: "New customer" };

export default async function NewCustomerPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("customer.onboard");
  const { name, fresh } = await urlParams(searchParams, ["name", "fresh"]);
  // Whoever comes with a name from a search begins with that.
  const typed = fresh || name ? null : await ask(readTyped(ctx, "start", null));
  return (
    <div className="max-w-[36rem]">
      <PageHeader
        eyebrow="Step 1 of 4"
        title="New customer: identity"
        meta={
          <>
            A person. Nothing is final until a branch manager approves it; you can leave and come back. For a company,
            association or foundation,{" "}
            <a href="/customers/new/organisation" className="link">
              start here
            </a>
            .
          </>
        }
      />
      <TypedBefore typed={typed} fresh="/customers/new?fresh=1" />
      <BankForm
        id="start"
        action={startOnboardingAction}
        initialKey={randomUUID()}
        defaultValue={typed?.values ?? { fullName: looksLikeName(name) ? name : undefined }}
      >
        <IdentityFields />
        <div>
          <SubmitButton>Save and continue</SubmitButton>
        </div>
      </BankForm>
      <KeepTyped form="start" />
    </div>
  );
}

/** What was typed into a search is carried over when it can be a name. */
function looksLikeName(typed: string | undefined): boolean {
  return typed !== undefined && /\p{L}/u.test(typed) && !/[\d@]/.test(typed);
}
