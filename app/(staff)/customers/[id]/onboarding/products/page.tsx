import { redirect } from "next/navigation";
import { BankForm } from "@/components/form/bank-form";
import { CheckboxGroup } from "@/components/form/choice-fields";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { Empty } from "@/components/ui/empty";
import { type CustomerRecord, openCustomer } from "@/lib/customers/profile-queries";
import { isEditable } from "@/lib/customers/rules";
import { isEligible } from "@/lib/products/assert-eligible";
import { type ProductToAskFor, productsToAskFor } from "@/lib/products/queries";
import { productKinds } from "@/lib/products/schema";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { saveProductsAction } from "../../../actions";
import { OnboardingHeader } from "../onboarding-header";

export default async function ProductsPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("customer.onboard");
  const draft = await ask(openCustomer(ctx, (await params).id));
  if (!isEditable(draft)) redirect(`/customers/${draft.id}`);
  const offered = await ask(productsToAskFor(ctx.db, ctx.businessDate));
  const eligible = offered.filter((product) => isEligible(product, draft, ctx.businessDate));
  return (
    <div className="max-w-[36rem]">
      <OnboardingHeader draft={draft} title="Products wanted" step="products" />
      <BankForm id="products" action={saveProductsAction} defaultValue={{ products: wantedBefore(draft, eligible) }}>
        <HiddenField name="customerId" value={draft.id} />
        {eligible.length > 0 ? (
          <CheckboxGroup
            name="products"
            label={draft.kind === "individual" ? "The person wants" : "The organisation wants"}
            hint="Leave all of them empty if none is wanted yet. An account is opened after the approval."
            options={eligible.map(({ productId, kind, name, currency }) => ({
              value: productId,
              label: `${name}, ${currency}`,
              hint: productKinds[kind],
            }))}
          />
        ) : (
          <Empty kind="none" title="No product is on offer today">
            Go on: one may be opened later.
          </Empty>
        )}
        <div>
          <SubmitButton>Save and check answers</SubmitButton>
        </div>
      </BankForm>
    </div>
  );
}

/** What was ticked before; at first the bank's oldest account that fits what they want to use the bank for. */
function wantedBefore({ wishes, declarations }: CustomerRecord, eligible: readonly ProductToAskFor[]): string[] {
  if (wishes) return wishes.map(({ productId }) => productId);
  const kind = declarations ? fitting[declarations.purpose] : undefined;
  const first = eligible.find((product) => product.kind === kind && !product.foreign);
  return first ? [first.productId] : [];
}

const fitting: Partial<Record<string, ProductToAskFor["kind"]>> = {
  daily_payments: "current",
  business: "current",
  savings: "savings",
};
