import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Money } from "@/components/bank/money";
import { Reference } from "@/components/bank/reference";
import { BankForm } from "@/components/form/bank-form";
import { RadioGroup } from "@/components/form/choice-fields";
import { HiddenField } from "@/components/form/hidden-field";
import { MoneyField } from "@/components/form/money-field";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { TextField } from "@/components/form/text-field";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { Columns, Section } from "@/components/layout/section";
import { Callout } from "@/components/ui/callout";
import { DataTable, Head, Row, RowHead, SubLine, Td, Th } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { Mark } from "@/components/ui/status";
import { type Clearing, cashDifference, type DifferencePage } from "@/lib/cash/difference-queries";
import { formatDate } from "@/lib/core/dates";
import { formatMaskedIban } from "@/lib/core/iban";
import { decimalText, formatMoney, money } from "@/lib/core/money";
import { may } from "@/lib/identity/authorize";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { clearDifferenceAction } from "./actions";

export const metadata: Metadata = { title: "Cash difference" };

export default async function DifferencePageView({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("cash.read");
  const difference = (await ask(cashDifference(ctx, (await params).id))) ?? notFound();
  const { kind, minor, leftMinor, currency, place, branch, teller, day, reason, agreedBy, count } = difference;
  const clears = may(ctx.actor, "cash.clear") && leftMinor > 0n;
  const left = formatMoney(money(leftMinor, currency));
  const body = (
    <>
      <Callout tone={leftMinor > 0n ? "held" : "ok"} title={leftMinor > 0n ? `${left} to be cleared` : "Cleared"}>
        {teller}: “{reason}” Agreed by {agreedBy}. <Reference href={`/receipts/${count}`}>{count}</Reference> is the
        slip of the count.
      </Callout>
      <Section title="How it was cleared">
        <Clearings rows={difference.clearings} difference={difference} />
      </Section>
    </>
  );
  return (
    <>
      <PageHeader
        back={{ href: "/cash/differences", label: "Cash differences" }}
        title={`${formatMoney(money(minor, currency))} ${kind}`}
        meta={`${place}, ${branch}, counted on ${formatDate(day)}`}
      />
      {clears ? <Columns side={<Clear difference={difference} />}>{body}</Columns> : body}
    </>
  );
}

const found = {
  over: [
    { value: "customer", label: "With a customer, who gets it back" },
    { value: "matched", label: "A shortage explains it" },
    { value: "bank", label: "Nobody misses it: the bank keeps it" },
  ],
  short: [
    { value: "customer", label: "With a customer, who pays it back" },
    { value: "matched", label: "An overage explains it" },
    { value: "bank", label: "It is lost: the bank bears it" },
  ],
} as const;

function Clear({ difference: { id, kind, currency, leftMinor, matches } }: { difference: DifferencePage }) {
  return (
    <Panel title="Clear it">
      <BankForm
        id="clear-difference"
        action={clearDifferenceAction}
        initialKey={randomUUID()}
        defaultValue={{ amount: decimalText(leftMinor, currency) }}
        money
      >
        <HiddenField name="differenceId" value={id} />
        <RadioGroup name="how" label="Where it belongs" options={found[kind]} />
        <TextField
          name="iban"
          label="IBAN of the customer’s account"
          hint="Only when it was with a customer."
          optional
        />
        <SelectField
          name="otherId"
          optional
          label={kind === "over" ? "The shortage" : "The overage"}
          hint={
            matches.length === 0
              ? "There is none in this branch and currency."
              : "Only when another difference explains it."
          }
          placeholder="None"
          options={matches.map((one) => ({
            value: one.id,
            label: `${formatMoney(money(one.leftMinor, currency))}, ${one.place}, ${formatDate(one.day)}`,
          }))}
        />
        <MoneyField name="amount" currency={currency} />
        <TextArea name="reason" label="How it was found" hint="The branch manager reads this and decides." />
        <div>
          <SubmitButton>Send for approval</SubmitButton>
        </div>
      </BankForm>
    </Panel>
  );
}

function Clearings({ rows, difference }: { rows: readonly Clearing[]; difference: DifferencePage }) {
  if (rows.length === 0) return <Empty kind="none" title="Not cleared yet" />;
  return (
    <DataTable caption="How the difference was cleared" captionHidden>
      <Head>
        <Th>Day</Th>
        <Th>Where it belonged</Th>
        <Th>Asked and agreed</Th>
        <Th num>{difference.currency}</Th>
      </Head>
      <tbody>
        {rows.map((row) => (
          <Row key={row.reference}>
            <RowHead>{formatDate(row.day)}</RowHead>
            <Td wide>
              {placeOf(row, difference.kind)}
              <SubLine>{row.reason}</SubLine>
              <SubLine>
                <Mark icon="check" word={row.reference} tone="quiet" />
              </SubLine>
            </Td>
            <Td>
              <bdi>{row.askedBy}</bdi>
              <SubLine>
                <bdi>{row.agreedBy}</bdi>
              </SubLine>
            </Td>
            <Td num>
              <Money minor={row.minor} currency={difference.currency} />
            </Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}

function placeOf({ kind, iban, other }: Clearing, of: DifferencePage["kind"]): string {
  if (kind === "customer") return `Customer’s account ${formatMaskedIban(iban ?? "")}`;
  if (kind === "matched") return `Set off against ${other}`;
  return of === "over" ? "Kept by the bank" : "Borne by the bank";
}
