import { PageTitle } from "@/app/page-title";
import { EnrolmentCode } from "@/components/bank/enrolment-code";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { Callout } from "@/components/ui/callout";
import { bankFacts } from "@/lib/calendar/queries";
import { env } from "@/lib/core/env";
import { accountsStanding } from "@/lib/customers/accounts-standing";
import { openCustomer } from "@/lib/customers/profile-queries";
import { enrolmentOf } from "@/lib/identity/queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { CustomerStripFor } from "../../customer-strip-for";
import { issueEnrolmentCodeAction, resetCustomerFactorAction } from "./actions";

export default async function EnrolmentPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("customer.enrol");
  const customer = await ask(openCustomer(ctx, (await params).id));
  const [standing, enrolment, bank] = await ask(
    Promise.all([accountsStanding(ctx, customer.id), enrolmentOf(ctx, customer.id), bankFacts(ctx.db)]),
  );
  return (
    <>
      <CustomerStripFor customer={customer} standing={standing} on={ctx.businessDate} />
      <PageTitle>{`Sign-in of ${customer.fullName}`}</PageTitle>
      <div data-no-print="">
        <PageHeader
          back={{ href: `/customers/${customer.id}`, label: "The customer" }}
          title="Sign-in for self-service"
          meta="With a one-time code the customer chooses a user name and a password. Nobody at the bank ever knows the password."
        />
      </div>
      <div className="max-w-[36rem]">
        {enrolment.enrolled ? (
          <>
            <Callout tone="ok" title="This customer has a sign-in">
              Who has lost the password asks for a link at the sign-in page. Nobody at the bank sets one.
            </Callout>
            <Section title="Lost the authenticator, the passkey and the recovery codes?">
              <BankForm id="factor" action={resetCustomerFactorAction}>
                <p>
                  Check the identity document of <bdi className="font-semibold">{customer.fullName}</bdi> first. The
                  branch manager agrees; then the customer signs in with the password and sets up a new authenticator.
                  For 24 hours nothing is paid to others.
                </p>
                <HiddenField name="customerId" value={customer.id} />
                <TextField name="reason" label="Why, and by which document you know them" maxLength={300} />
                <SubmitButton look="second" keys={null}>
                  Ask to take authenticator and passkeys away
                </SubmitButton>
              </BankForm>
            </Section>
          </>
        ) : customer.kind === "organisation" ? (
          <Callout tone="info" title="An organisation has no sign-in of its own">
            Its signatories sign in as themselves and use its accounts as the signing rule says.
          </Callout>
        ) : customer.status === "active" ? (
          <EnrolmentCode
            action={issueEnrolmentCodeAction}
            person={{ field: "customerId", id: customer.id }}
            name={customer.fullName}
            bankName={bank.name}
            address={`${env().APP_ORIGIN}/enrol`}
            chooses="a user name and a password of your own"
            works="three days"
            before={
              <>
                Check the identity document of <bdi className="font-semibold">{customer.fullName}</bdi> before you hand
                over a code.
              </>
            }
            keys="F9"
            codeOutstanding={enrolment.codeValidUntil !== null}
          />
        ) : (
          <Callout tone="info" title="A sign-in is for active customers">
            The application has to be approved first.
          </Callout>
        )}
      </div>
    </>
  );
}
