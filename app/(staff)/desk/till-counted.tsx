import { randomUUID } from "node:crypto";
import { Money } from "@/components/bank/money";
import { Reference } from "@/components/bank/reference";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { PageHeader } from "@/components/layout/page-header";
import { Columns } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { DataTable, Head, Row, RowHead, Td, Th } from "@/components/ui/data-table";
import { Status } from "@/components/ui/status";
import type { ShownCount } from "@/lib/cash/count-queries";
import type { MyTill } from "@/lib/cash/queries";
import { formatMoney, money } from "@/lib/core/money";
import { settleTillAction } from "./actions";
import { GoOnServing } from "./end-session";

/** A till whose count is over or short: what was found beside the books, and the three ways on. */
export function TillCounted({ till, count }: { till: MyTill; count: ShownCount }) {
  const differing = count.totals.filter(({ countedMinor, bookedMinor }) => countedMinor !== bookedMinor);
  return (
    <>
      <PageHeader
        eyebrow={<Status of="till" is="counting" />}
        title={till.name}
        meta={`Counted at ${count.at}. It closes once the difference is settled.`}
      />
      <Columns side={<Settle count={count} till={till.name} />}>
        <div className="mb-4">
          <Callout tone="held" title={differing.map(inWords).join(" and ")}>
            Count again before you send it on.{" "}
            <Reference href={`/receipts/${count.reference}`}>{count.reference}</Reference> is the slip of this count.
          </Callout>
        </div>
        <DataTable caption="The count beside the books" captionHidden>
          <Head>
            <Th>Currency</Th>
            <Th num>Counted</Th>
            <Th num>By the books</Th>
            <Th num>Difference</Th>
          </Head>
          <tbody>
            {count.totals.map(({ currency, countedMinor, bookedMinor }) => (
              <Row key={currency} spine={countedMinor === bookedMinor ? "ok" : "held"}>
                <RowHead>{currency}</RowHead>
                <Td num>
                  <Money minor={countedMinor} currency={currency} />
                </Td>
                <Td num>
                  <Money minor={bookedMinor} currency={currency} />
                </Td>
                <Td num>
                  <Money minor={countedMinor - bookedMinor} currency={currency} />
                </Td>
              </Row>
            ))}
          </tbody>
        </DataTable>
      </Columns>
    </>
  );
}

function Settle({ count, till }: { count: ShownCount; till: string }) {
  const others = (
    <div className="flex flex-wrap items-start gap-3">
      <ButtonLink href="/desk/close">Count again</ButtonLink>
      <GoOnServing look="ghost" />
    </div>
  );
  if (count.waiting) {
    return (
      <div className="grid gap-3">
        <Callout tone="second" title="A second person decides">
          {till} closes once they agree.{" "}
          <a href={`/approvals/${count.waiting}`} className="link">
            See the request
          </a>
        </Callout>
        {others}
      </div>
    );
  }
  return (
    <div className="grid gap-3">
      <BankForm id="settle-till" action={settleTillAction} initialKey={randomUUID()}>
        <HiddenField name="countId" value={count.id} />
        <TextArea name="reason" label="Why it differs" hint="The branch manager reads this and decides." />
        <div>
          <SubmitButton>Send for approval</SubmitButton>
        </div>
      </BankForm>
      {others}
    </div>
  );
}

function inWords({ currency, countedMinor, bookedMinor }: ShownCount["totals"][number]): string {
  const difference = countedMinor - bookedMinor;
  const by = formatMoney(money(difference > 0n ? difference : -difference, currency));
  return `${by} ${difference > 0n ? "over" : "short"}`;
}
