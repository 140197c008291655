import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/layout/page-header";
import { Columns } from "@/components/layout/section";
import { recordCustomerView } from "@/lib/audit/record-view";
import { refusal } from "@/lib/core/errors";
import { applicationForm } from "@/lib/loans/application-queries";
import { askQuote } from "@/lib/loans/ask-quote";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { ApplicationFields } from "../application-fields";
import { BorrowerStrip } from "../borrower-strip";
import { LiveQuote } from "../live-quote";
import { WorkOutButton } from "../work-out-button";
import { applyForLoanAction } from "./actions";
import { NoApplication } from "./no-application";

export const metadata: Metadata = { title: "New loan application" };

export default async function NewLoanPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("loan.apply");
  const typed = await urlParams(searchParams, [
    "customer",
    "customerId",
    "product",
    "amount",
    "termMonths",
    "purpose",
    "settlementAccount",
  ]);
  const customerId = typed.customer ?? typed.customerId;
  if (!customerId) return <NoApplication {...noCustomer} />;
  const { customer, accounts, products } = await ask(applicationForm(ctx, customerId));
  await ask(recordCustomerView(ctx, customer.id));
  const [first] = products;
  const product = products.find(({ id }) => id === typed.product) ?? first;
  const stop = stopFor(customer, accounts.length, product !== undefined);
  const quote =
    product && typed.amount && typed.termMonths ? await ask(askQuote(ctx, { ...typed, product: product.id })) : null;
  return (
    <BorrowerStrip borrower={customer}>
      {stop || !product ? (
        <NoApplication
          title={stop ?? "No loan is on offer today"}
          next={{ href: `/customers/${customer.id}`, label: "Back to the customer" }}
        />
      ) : (
        <>
          <PageHeader
            back={{ href: `/customers/${customer.id}`, label: "The customer" }}
            title="New loan application"
            meta="A second person decides on it. Nothing is paid out before the customer has accepted the offer."
          />
          <Columns side={<LiveQuote formId="application" initial={quote} />}>
            <BankForm
              id="application"
              action={applyForLoanAction}
              initialKey={randomUUID()}
              defaultValue={{
                product: product.id,
                settlementAccount: accounts.find(({ currency }) => currency === product.currency)?.id ?? "",
                ...withoutCustomer(typed),
              }}
            >
              <HiddenField name="customerId" value={customer.id} />
              <ApplicationFields currency={product.currency} accounts={accounts} products={products} />
              <div className="flex flex-wrap gap-2">
                <SubmitButton amount={{ field: "amount", currency: product.currency }}>
                  {"Submit {amount} for approval"}
                </SubmitButton>
                <WorkOutButton path="/loans/new" />
              </div>
            </BankForm>
          </Columns>
        </>
      )}
    </BorrowerStrip>
  );
}

const noCustomer = {
  title: "Choose a customer first",
  meta: "Find the customer, then start the application from their page.",
  next: { href: "/customers", label: "Find a customer" },
};

/** Why there can be no application, as the title of a page that says who can help. */
function stopFor(
  customer: { status: string; consentAsked: boolean },
  accounts: number,
  offered: boolean,
): string | null {
  if (customer.status !== "active") return "Loans are for active customers";
  if (customer.consentAsked) return refusal("senior_consent_missing").sentence;
  if (accounts === 0) return "The customer has no account to pay the loan to";
  return offered ? null : "No loan is on offer today";
}

function withoutCustomer({
  customer: _,
  customerId: __,
  ...fields
}: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
