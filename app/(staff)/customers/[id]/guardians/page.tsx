import { redirect } from "next/navigation";
import { PageTitle } from "@/app/page-title";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { DataTable, Head, Row, RowHead, Td, Th } from "@/components/ui/data-table";
import { formatDate } from "@/lib/core/dates";
import { accountsStanding } from "@/lib/customers/accounts-standing";
import { mayOpenCustomer, openCustomer } from "@/lib/customers/profile-queries";
import { FULL_AGE, isEditable, isMinor } from "@/lib/customers/rules";
import { guardianBasisNames } from "@/lib/customers/schema";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { CustomerStripFor } from "../../customer-strip-for";
import { AddGuardian, EndGuardian } from "./guardian-forms";

export default async function GuardiansPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("customer.onboard");
  const customer = await ask(openCustomer(ctx, (await params).id));
  const open = isEditable(customer);
  const minor = isMinor(customer.birthDate, ctx.businessDate);
  if (!minor || !(open || customer.status === "active")) redirect(`/customers/${customer.id}`);
  const standing = await ask(accountsStanding(ctx, customer.id));
  const { guardians } = customer;
  return (
    <>
      <CustomerStripFor customer={customer} standing={standing} on={ctx.businessDate} />
      <PageTitle>{`Guardians of ${customer.fullName}`}</PageTitle>
      <div className="grid max-w-[48rem] gap-5">
        <PageHeader
          back={
            open
              ? { href: `/customers/${customer.id}/onboarding`, label: "The application" }
              : { href: `/customers/${customer.id}`, label: "The customer" }
          }
          title="Guardians"
          meta={`They sign for every account until the customer is ${FULL_AGE}.${open ? "" : " The branch manager must agree to a change."}`}
        />
        {guardians.length > 0 ? (
          <DataTable caption="Guardians" captionHidden>
            <Head>
              <Th>Guardian</Th>
              <Th>Acts as</Th>
              <Th>Paper</Th>
              <Th>Since</Th>
            </Head>
            <tbody>
              {guardians.map(({ id, customerId, customerNo, fullName, branchId, basis, paper, fromDay }) => (
                <Row key={id}>
                  <RowHead>
                    {mayOpenCustomer(ctx, { branchId }) ? (
                      <a href={`/customers/${customerId}`} className="link">
                        <bdi>{fullName}</bdi>
                      </a>
                    ) : (
                      <bdi>{fullName}</bdi>
                    )}
                    <span className="block font-mono font-normal text-meta">{customerNo}</span>
                  </RowHead>
                  <Td>{guardianBasisNames[basis]}</Td>
                  <Td>
                    <bdi>{paper}</bdi>
                  </Td>
                  <Td>{formatDate(fromDay)}</Td>
                </Row>
              ))}
            </tbody>
          </DataTable>
        ) : (
          <p className="max-w-measure">
            Nobody yet. Somebody under {FULL_AGE} becomes a customer only with a guardian who is one.
          </p>
        )}
        <AddGuardian customerId={customer.id} open={open} />
        {guardians.length > (open ? 0 : 1) ? (
          <EndGuardian customerId={customer.id} guardians={guardians} open={open} />
        ) : null}
        {open && guardians.length > 0 ? (
          <p>
            <ButtonLink href={`/customers/${customer.id}/onboarding`} look="primary" keys="F9">
              Continue the application
            </ButtonLink>
          </p>
        ) : null}
      </div>
    </>
  );
}
