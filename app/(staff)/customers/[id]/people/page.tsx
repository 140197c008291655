import { redirect } from "next/navigation";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { formatShare } from "@/lib/core/read-share";
import { accountsStanding } from "@/lib/customers/accounts-standing";
import { openCustomer } from "@/lib/customers/profile-queries";
import { undecidedLikenesses } from "@/lib/customers/review-queries";
import { isEditable, missingPeople } from "@/lib/customers/rules";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { PeopleCards } from "../../people-cards";
import { PeopleHeader } from "./people-header";

export default async function PeoplePage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("customer.onboard");
  const organisation = await ask(openCustomer(ctx, (await params).id));
  const open = isEditable(organisation);
  if (organisation.kind !== "organisation" || !(open || organisation.status === "active"))
    redirect(`/customers/${organisation.id}`);
  if (open && (await ask(undecidedLikenesses(ctx, organisation))).length > 0)
    redirect(`/customers/${organisation.id}/onboarding/likeness`);
  const standing = await ask(accountsStanding(ctx, organisation.id));
  const { people } = organisation;
  const missing = missingPeople(people);
  const owned = people.reduce((sum, { share }) => sum + (share ?? 0), 0);
  const page = `/customers/${organisation.id}/people`;
  return (
    <>
      <PeopleHeader
        organisation={organisation}
        standing={standing}
        on={ctx.businessDate}
        title="Directors, signatories and owners"
        meta="The branch manager must agree to a change."
      />
      <div className="max-w-[48rem]">
        {missing.length > 0 ? (
          <div className="mb-4">
            <Callout tone="held" title={`Still needed: ${missing.join(", ")}`} />
          </div>
        ) : null}
        <PeopleCards people={people} changeHref={({ id }) => `${page}/${id}`} />
        {owned > 0 ? <p className="mt-3">Recorded owners hold {formatShare(owned)} together.</p> : null}
        <p className="mt-5 flex flex-wrap gap-3">
          <ButtonLink href={`${page}/new`} look={missing.length > 0 ? "primary" : "ghost"} keys="A">
            Add somebody
          </ButtonLink>
          {open ? (
            <ButtonLink
              href={`/customers/${organisation.id}/onboarding/business`}
              look={missing.length > 0 ? "ghost" : "primary"}
              keys="F9"
            >
              Continue
            </ButtonLink>
          ) : null}
        </p>
      </div>
    </>
  );
}
