import type { Metadata } from "next";
import { BankForm } from "@/components/form/bank-form";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { Section } from "@/components/layout/section";
import { DataTable, Head, Row, RowHead, Td, Th } from "@/components/ui/data-table";
import { bankFacts } from "@/lib/calendar/queries";
import { askedFrom } from "@/lib/cash/question-queries";
import { scannerState } from "@/lib/core/virus-scanner";
import { paymentLimits } from "@/lib/payments/limit-queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { addBranchAction, renameBankAction, setRetentionAction } from "./actions";
import { CounterQuestions } from "./counter-questions";
import { PaymentLimits } from "./payment-limits";
import { Uploads } from "./uploads";

export const metadata: Metadata = { title: "Bank and branches" };

export default async function BankSettingsPage() {
  const ctx = await requireStaff("bank.manage");
  const [bank, asked, limits, scanner] = await ask(
    Promise.all([bankFacts(ctx.db), askedFrom(ctx), paymentLimits(ctx), scannerState()]),
  );
  return (
    <>
      <PageHeader
        title="Bank and branches"
        meta={`Books in ${bank.currencies.join(", ")}; the base currency is ${bank.baseCurrency}. Every change waits for a second person.`}
      />
      <div className="grid items-start gap-x-6 gap-y-5 lg:grid-cols-2">
        <div className="grid gap-5 [&>section]:mt-0">
          <Section title="Branches">
            <DataTable caption="Branches" captionHidden>
              <Head>
                <Th width="6rem">Code</Th>
                <Th>Branch</Th>
              </Head>
              <tbody>
                {bank.branches.map(({ id, code, name }) => (
                  <Row key={id}>
                    <RowHead>
                      <span className="font-mono text-meta">{code}</span>
                    </RowHead>
                    <Td>{name}</Td>
                  </Row>
                ))}
              </tbody>
            </DataTable>
          </Section>
          <Panel title="Open a branch">
            <BankForm id="branch" action={addBranchAction}>
              <TextField name="code" label="Code" mono width="6rem" maxLength={10} />
              <TextField name="name" label="Name" maxLength={60} />
              <TextField
                name="tills"
                label="Tills"
                hint="It opens with its books, a vault and so many tills."
                width="6rem"
                inputMode="numeric"
                maxLength={2}
              />
              <TextField name="reason" label="Reason" maxLength={300} />
              <SubmitButton keys={null}>Ask for this branch</SubmitButton>
            </BankForm>
          </Panel>
          <Panel title="Name of the bank">
            <BankForm id="bank" action={renameBankAction} defaultValue={{ name: bank.name }}>
              <TextField name="name" label="Name" maxLength={80} />
              <TextField name="reason" label="Reason" maxLength={300} />
              <SubmitButton keys={null}>Ask for this name</SubmitButton>
            </BankForm>
          </Panel>
          <Panel title="People who left">
            <BankForm id="retention" action={setRetentionAction} defaultValue={{ years: String(bank.retentionYears) }}>
              <TextField
                name="years"
                label="Kept for so many years"
                hint="After that compliance erases them, with a second person."
                width="6rem"
                inputMode="numeric"
                maxLength={2}
              />
              <TextField name="reason" label="Reason" maxLength={300} />
              <SubmitButton keys={null}>Ask for this period</SubmitButton>
            </BankForm>
          </Panel>
        </div>
        <div className="grid gap-5 [&>section]:mt-0">
          <CounterQuestions currencies={bank.currencies} asked={asked} />
          <PaymentLimits currencies={bank.currencies} limits={limits} />
          <Uploads scanner={scanner} />
        </div>
      </div>
    </>
  );
}
