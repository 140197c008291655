import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { BankForm } from "@/components/form/bank-form";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/layout/page-header";
import { readTyped } from "@/lib/customers/typed-queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { startOrganisationAction } from "../../actions";
import { OrganisationFields } from "../../organisation-fields";
import { KeepTyped, TypedBefore } from "../../typed-before";

export const metadata: Metadata = { title: "New organisation" };

export default async function NewOrganisationPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("customer.onboard");
  const { name, fresh } = await urlParams(searchParams, ["name", "fresh"]);
  // Whoever comes with a name from a search begins with that.
  const typed = fresh || name ? null : await ask(readTyped(ctx, "start_organisation", null));
  return (
    <div className="max-w-[36rem]">
      <PageHeader
        eyebrow="Step 1 of 5"
        title="New organisation: register entry"
        meta={
          <>
            Nothing is final until a branch manager approves it; you can leave and come back. For a person,{" "}
            <a href="/customers/new" className="link">
              start here
            </a>
            .
          </>
        }
      />
      <TypedBefore typed={typed} fresh="/customers/new/organisation?fresh=1" />
      <BankForm
        id="start_organisation"
        action={startOrganisationAction}
        initialKey={randomUUID()}
        defaultValue={typed?.values ?? { fullName: name }}
      >
        <OrganisationFields />
        <div>
          <SubmitButton>Save and continue</SubmitButton>
        </div>
      </BankForm>
      <KeepTyped form="start_organisation" />
    </div>
  );
}
