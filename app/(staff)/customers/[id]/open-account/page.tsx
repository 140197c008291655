import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { BankForm } from "@/components/form/bank-form";
import { RadioGroup } from "@/components/form/choice-fields";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { signingRules } from "@/lib/accounts/schema";
import type { BusinessDate } from "@/lib/core/dates";
import { formatRate } from "@/lib/core/decimal";
import { accountsStanding } from "@/lib/customers/accounts-standing";
import { consentMissing } from "@/lib/customers/consent-queries";
import { declarationsMissing } from "@/lib/customers/declarations";
import { accountsOf, type CustomerRecord, openCustomer } from "@/lib/customers/profile-queries";
import { ageProblem, isMinor } from "@/lib/customers/rules";
import { wishesLeft } from "@/lib/customers/wishes-left";
import { may } from "@/lib/identity/authorize";
import { type ProductOffer, productsOffered } from "@/lib/products/queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { CustomerStripFor } from "../../customer-strip-for";
import { openAccountAction } from "./actions";

export const metadata: Metadata = { title: "Open account" };

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function OpenAccountPage({ params, searchParams }: Props) {
  const ctx = await requireStaff("account.open");
  const customer = await ask(openCustomer(ctx, (await params).id));
  const { product } = await urlParams(searchParams, ["product"]);
  const [products, standing, accounts] = await ask(
    Promise.all([
      productsOffered(ctx.db, ctx.businessDate, ["current", "savings"]),
      accountsStanding(ctx, customer.id),
      accountsOf(ctx, customer.id),
    ]),
  );
  const wanted = wishesLeft(customer, accounts)[0]?.productId;
  const fitting = products.filter(({ productId }) => productId === (product ?? wanted));
  const first =
    fitting.find(({ foreign }) => !foreign) ?? fitting[0] ?? (products.length === 1 ? products[0] : undefined);
  const asked = (customer.wishes ?? []).map(({ name }) => name).join(", ");
  const minor = isMinor(customer.birthDate, ctx.businessDate);
  const stop = whyNot(customer, products.length, ctx.businessDate);
  return (
    <>
      <CustomerStripFor customer={customer} standing={standing} on={ctx.businessDate} />
      <PageHeader back={{ href: `/customers/${customer.id}`, label: "The customer" }} title="Open account" />
      <div className="grid max-w-[36rem] gap-4">
        {stop ? (
          <>
            <Callout tone="held" title={stop} />
            <div className="flex flex-wrap gap-3">
              {customer.status === "active" && declarationsMissing(customer) && may(ctx.actor, "customer.onboard") ? (
                <ButtonLink href={`/customers/${customer.id}/review`} look="primary" keys="F9">
                  Take the declarations
                </ButtonLink>
              ) : null}
              <ButtonLink href={`/customers/${customer.id}`}>Back to the customer</ButtonLink>
            </div>
          </>
        ) : (
          <BankForm
            id="open-account"
            action={openAccountAction}
            initialKey={randomUUID()}
            defaultValue={{
              productVersionId: first?.id,
              signingRule: customer.kind === "organisation" || minor ? "any_one" : undefined,
            }}
          >
            <HiddenField name="customerId" value={customer.id} />
            <RadioGroup
              name="productVersionId"
              label="Product"
              hint={asked ? `Asked for when they applied: ${asked}.` : undefined}
              options={products.map(optionOf)}
            />
            {customer.kind === "organisation" ? (
              <SigningOf whom="Its signatories" names={signatoriesOf(customer)} />
            ) : minor ? (
              <SigningOf whom="Their guardians" names={guardiansOf(customer)} />
            ) : (
              <JointOwner />
            )}
            <div className="flex flex-wrap gap-3">
              <SubmitButton>{`Open the account for ${customer.fullName}`}</SubmitButton>
              <ButtonLink href={`/customers/${customer.id}`}>Cancel</ButtonLink>
            </div>
          </BankForm>
        )}
      </div>
    </>
  );
}

function JointOwner() {
  return (
    <details className="rounded-control border border-rule px-3 py-2">
      <summary className="cursor-pointer font-semibold">A joint owner</summary>
      <div className="mt-3 grid gap-3">
        <TextField
          name="jointOwner"
          label="Their customer number"
          hint="An active customer; the number stands on their page."
          mono
          optional
          maxLength={20}
        />
        <RadioGroup
          name="signingRule"
          label="Before money leaves the account"
          optional
          options={[
            { value: "any_one", label: signingRules.any_one },
            { value: "both", label: signingRules.both },
          ]}
        />
      </div>
    </details>
  );
}

const signatoriesOf = ({ people }: CustomerRecord) =>
  people
    .filter(({ signatory, customerStatus }) => signatory && customerStatus === "active")
    .map(({ fullName }) => fullName);
const guardiansOf = ({ guardians }: CustomerRecord) =>
  guardians.filter(({ fit }) => fit).map(({ fullName }) => fullName);

/** All signatories of an organisation, and all guardians, sign for the account; how many together is chosen. */
function SigningOf({ whom, names }: { whom: string; names: readonly string[] }) {
  return (
    <RadioGroup
      name="signingRule"
      label="Before money leaves the account"
      hint={`${whom}: ${names.join(", ")}.`}
      options={[
        { value: "any_one", label: signingRules.any_one },
        ...(names.length > 1 ? [{ value: "any_two", label: signingRules.any_two }] : []),
      ]}
    />
  );
}

function optionOf(product: ProductOffer) {
  const kind = product.kind === "savings" ? "Savings account" : "Current account";
  const hint = [
    kind,
    /[1-9]/.test(product.annualRate) ? `${formatRate(product.annualRate)} a year` : "no interest",
    `version ${product.version}`,
  ].join(" · ");
  return { value: product.id, label: `${product.name}, ${product.currency}`, hint };
}

function whyNot(customer: CustomerRecord, offered: number, on: BusinessDate): string | null {
  if (customer.status !== "active") return "Accounts are opened for active customers. This one is not active yet.";
  const stop = declarationsMissing(customer) ?? consentMissing(customer) ?? ageProblem(customer, on);
  if (stop) return stop.sentence;
  return offered === 0 ? "No account product is on offer today." : null;
}
