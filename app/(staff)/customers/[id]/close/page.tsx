import { randomUUID } from "node:crypto";
import { redirect } from "next/navigation";
import { PageTitle } from "@/app/page-title";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Mark } from "@/components/ui/status";
import { accountsStanding } from "@/lib/customers/accounts-standing";
import { type Binding, bindingsOf } from "@/lib/customers/closing-queries";
import { openCustomer } from "@/lib/customers/profile-queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { closeCustomerAction } from "../../actions";
import { CustomerStripFor } from "../../customer-strip-for";

export default async function CloseCustomerPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("customer.close");
  const customer = await ask(openCustomer(ctx, (await params).id));
  if (customer.status !== "active") redirect(`/customers/${customer.id}`);
  const [standing, binding] = await ask(
    Promise.all([accountsStanding(ctx, customer.id), bindingsOf(ctx.db, customer.id)]),
  );
  const conditions = conditionsOf(binding);
  return (
    <>
      <CustomerStripFor customer={customer} standing={standing} on={ctx.businessDate} />
      <PageTitle>{`Close ${customer.fullName}`}</PageTitle>
      <div className="grid max-w-[36rem] gap-5">
        <PageHeader
          back={{ href: `/customers/${customer.id}`, label: "The customer" }}
          title="Close customer"
          meta="Their sign-in is shut. What the bank knows of them is kept as long as the law asks."
        />
        <ul className="border-rule border-t">
          {conditions.map(({ met, word, missing }) => (
            <li key={word} className="flex min-h-(--row) items-center border-rule border-b py-1">
              {met ? <Mark icon="check" word={word} tone="ok" /> : <Mark icon="alert" word={missing} tone="danger" />}
            </li>
          ))}
        </ul>
        {conditions.every(({ met }) => met) ? (
          <BankForm id="close" action={closeCustomerAction} initialKey={randomUUID()}>
            <HiddenField name="customerId" value={customer.id} />
            <TextArea name="reason" label="Reason" hint="Stands on the customer and in the activity log." rows={2} />
            <div className="flex flex-wrap gap-3">
              <SubmitButton look="danger">{`Close ${customer.fullName}`}</SubmitButton>
              <ButtonLink href={`/customers/${customer.id}`}>Cancel</ButtonLink>
            </div>
          </BankForm>
        ) : null}
      </div>
    </>
  );
}

/** What must be so before a customer is closed; the command asks again. */
function conditionsOf({ accounts, loans, requests, organisations }: Binding) {
  return [
    {
      met: accounts === 0,
      word: "No open account",
      missing:
        accounts === 1 ? "An account is open: close it first" : `${accounts} accounts are open: close them first`,
    },
    {
      met: loans === 0,
      word: "No loan",
      missing: loans === 1 ? "A loan runs or is applied for" : `${loans} loans run or are applied for`,
    },
    {
      met: requests === 0,
      word: "Nothing waits for a second person",
      missing:
        requests === 1
          ? "A request waits for a second person: have it decided or withdrawn first"
          : `${requests} requests wait for a second person: have them decided or withdrawn first`,
    },
    {
      met: organisations === 0,
      word: "Behind no organisation",
      missing:
        organisations === 1
          ? "They stand behind an organisation: take them out of its people first"
          : `${organisations} organisations have them among their people: take them out first`,
    },
  ];
}
