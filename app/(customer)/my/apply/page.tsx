import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { Callout } from "@/components/ui/callout";
import { Empty } from "@/components/ui/empty";
import { readOwn } from "@/lib/command/read-own";
import { ownApplications } from "@/lib/operations/application-queries";
import { transferChoices } from "@/lib/payments/queries";
import { accountsOnOffer } from "@/lib/products/catalogue";
import { productKinds } from "@/lib/products/schema";
import { rateWords } from "@/lib/products/terms-words";
import { ask } from "@/lib/web/ask";
import { requireCustomer } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { ApplyForm } from "./apply-form";
import { OwnApplications } from "./own-applications";

export const metadata: Metadata = { title: "Apply for an account" };

export default async function ApplyPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireCustomer();
  const { product, applied, withdrawn } = await urlParams(searchParams, ["product", "applied", "withdrawn"]);
  const offers = await ask(readOwn(ctx, (own) => accountsOnOffer(own)));
  const chosen = offers.find(({ id }) => id === product);
  if (chosen) {
    const choices = await ask(readOwn(ctx, (own) => transferChoices(own)));
    const payable = choices.accounts.filter(
      ({ currency, organisation, alone }) => alone && currency === chosen.currency && organisation === null,
    );
    return <ApplyForm offer={chosen} accounts={payable} unproven={Boolean(ctx.actor.unproven)} />;
  }
  const applications = await ask(readOwn(ctx, (own) => ownApplications(own)));
  return (
    <div className="max-w-[36rem]">
      <PageHeader
        title="Apply for an account"
        meta={<span className="text-staff">Your branch looks at what you ask for and opens it.</span>}
      />
      <div className="grid gap-4">
        {applied ? (
          <Callout tone="ok" title="We have your application">
            Your branch decides, and tells you here and by e-mail.
          </Callout>
        ) : null}
        {withdrawn ? <Callout tone="ok" title="Your application is withdrawn" /> : null}
        {product ? <Callout tone="held" title="This product is not on offer to you today" /> : null}
        {offers.length === 0 ? (
          <Empty kind="none" title="Nothing can be applied for online today">
            Your branch tells you what it can open for you.
          </Empty>
        ) : (
          <ul className="border-rule border-t">
            {offers.map((offer) => (
              <li key={offer.id} className="border-rule border-b">
                <a
                  href={`/my/apply?product=${offer.id}`}
                  className="flex min-h-(--tap) flex-wrap items-center justify-between gap-x-4 py-2.5 text-ink no-underline hover:bg-selected"
                >
                  <span>
                    <span className="block font-medium">{offer.name}</span>
                    <span className="block text-ink-2 text-staff">{`${productKinds[offer.kind]} in ${offer.currency}`}</span>
                  </span>
                  <span className="text-ink-2">{rateWords(offer.annualRate, offer.tiers.length > 0)}</span>
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
      {applications.length > 0 ? (
        <Section title="What you applied for">
          <OwnApplications applications={applications} />
        </Section>
      ) : null}
    </div>
  );
}
