import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { Empty } from "@/components/ui/empty";
import { readOwn } from "@/lib/command/read-own";
import { leftToPay } from "@/lib/payments/day-limits";
import { transferChoices } from "@/lib/payments/queries";
import { typedPayment } from "@/lib/payments/typed-payments";
import { afterReceipt } from "@/lib/statements/after-receipt";
import { receiptOf } from "@/lib/statements/receipt";
import { ask } from "@/lib/web/ask";
import { requireCustomer } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { BeforeFirstPayment } from "../before-first-payment";
import { TransferForm } from "./transfer-form";

export const metadata: Metadata = { title: "Pay or transfer" };

export default async function TransferPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireCustomer();
  const [{ accounts, payees }, left] = await ask(
    readOwn(ctx, (own) => Promise.all([transferChoices(own), leftToPay(own)])),
  );
  const { typed: kept, again, ...asked } = await urlParams(searchParams, ["from", "to", "typed", "again"]);
  const receipt = again ? await ask(readOwn(ctx, (own) => receiptOf(own, again))) : null;
  const next = receipt ? await ask(readOwn(ctx, (own) => afterReceipt(own, receipt))) : null;
  const typed = { ...asked, ...(next && "to" in next ? next : {}), ...(await ask(typedPayment(ctx, kept))) };
  const nobody = accounts.length < 2 && payees.length === 0;
  return (
    <div className="max-w-[28rem]">
      <PageHeader
        title="Pay or transfer"
        meta={
          <span className="text-staff">
            To one of your accounts or to <PeopleYouPay />. <SomeoneNew />
          </span>
        }
      />
      {ctx.actor.unproven ? (
        <BeforeFirstPayment next="/my/transfer" />
      ) : accounts.length === 0 ? (
        <Empty kind="none" title="No account to pay from">
          As soon as your branch has opened your account, you can pay from here.
        </Empty>
      ) : nobody ? (
        <Empty
          kind="none"
          title="No one saved yet"
          action={{ href: "/my/beneficiaries/new", label: "Add someone to pay" }}
        >
          Save the name and the IBAN once; after that a payment takes a few taps.
        </Empty>
      ) : (
        <TransferForm accounts={accounts} payees={payees} left={left} typed={typed} />
      )}
    </div>
  );
}

function PeopleYouPay() {
  return (
    <a href="/my/beneficiaries" className="link inline-flex min-h-(--tap) items-center">
      somebody you saved
    </a>
  );
}

function SomeoneNew() {
  return (
    <a href="/my/beneficiaries/new?then=pay" className="link inline-flex min-h-(--tap) items-center">
      Someone new? Add them first
    </a>
  );
}
