import type { Metadata } from "next";
import { Money } from "@/components/bank/money";
import { NoticeList } from "@/components/bank/notice-list";
import { Section } from "@/components/layout/section";
import { readOwn } from "@/lib/command/read-own";
import { formatRate } from "@/lib/core/decimal";
import { ownNotices } from "@/lib/notifications/queries";
import { customerOverview, type OverviewAccount, type OverviewLoan } from "@/lib/reports/customer-overview";
import { ask } from "@/lib/web/ask";
import { requireCustomer } from "@/lib/web/session";
import { accountName } from "./account-names";
import { Balance } from "./balance";
import { LineLink, MovementList } from "./movement-list";
import { NextInstalments } from "./next-instalment";
import { NoAccountYet } from "./no-account-yet";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage() {
  const ctx = await requireCustomer();
  const [{ accounts, loans, latest }, notices] = await ask(
    readOwn(ctx, (own) => Promise.all([customerOverview(own), ownNotices(own.db, own.actor)])),
  );
  const [leading, ...others] = accounts;
  if (!leading) return <NoAccountYet name={ctx.actor.name} />;
  return (
    <div className="grid gap-x-12 md:grid-cols-2">
      <div>
        <Balance account={leading} owner={ctx.actor.name} />
        <NextInstalments loans={loans} today={ctx.businessDate} />
        {others.length + loans.length > 0 ? <Others accounts={others} loans={loans} /> : null}
        <a href="/my/apply" className="link inline-flex min-h-(--tap) items-center">
          Apply for another account
        </a>
      </div>
      <div className="mt-5 md:mt-0">
        <Section title="Latest" aside={<AllMovements id={leading.id} />}>
          {latest.length > 0 ? (
            <MovementList label="Latest movements" rows={latest} currency={leading.currency} today={ctx.businessDate} />
          ) : (
            <p className="text-ink-2">
              Your account is ready. Add money at any branch, or share your IBAN with whoever pays you.
            </p>
          )}
        </Section>
        <NoticeList notices={notices} />
      </div>
    </div>
  );
}

function AllMovements({ id }: { id: string }) {
  return (
    <a href={`/my/accounts/${id}`} className="link inline-flex min-h-(--tap) items-center">
      All movements
    </a>
  );
}

function Others({ accounts, loans }: { accounts: readonly OverviewAccount[]; loans: readonly OverviewLoan[] }) {
  return (
    <Section title="Accounts">
      <ul>
        {accounts.map((account) => (
          <li key={account.id}>
            <LineLink
              href={`/my/accounts/${account.id}`}
              amount={
                <b className="font-medium">
                  {<Money minor={account.availableMinor} currency={account.currency} symbol />}
                </b>
              }
            >
              <Named
                name={accountName(account)}
                what={/[1-9]/.test(account.annualRate) ? `${formatRate(account.annualRate)} a year` : account.product}
              />
            </LineLink>
          </li>
        ))}
        {loans.map((loan) => (
          <li key={loan.id}>
            <LineLink
              href={`/my/loans/${loan.id}`}
              amount={
                <b className="font-medium">
                  {<Money minor={-loan.outstandingMinor} currency={loan.currency} symbol />}
                </b>
              }
            >
              <Named
                name={`${loan.product} loan`}
                what={`${loan.instalmentsLeft} of ${loan.instalments} instalments left`}
              />
            </LineLink>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Named({ name, what }: { name: string; what: string }) {
  return (
    <>
      <span className="block">{name}</span>
      <span className="block text-ink-2 text-staff">{what}</span>
    </>
  );
}
