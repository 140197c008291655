import { DateText } from "@/components/bank/date-text";
import { Money } from "@/components/bank/money";
import { Reference } from "@/components/bank/reference";
import { Section } from "@/components/layout/section";
import { DataTable, Head, Row, Td, Th } from "@/components/ui/data-table";
import type { LoanDetail } from "@/lib/loans/detail-queries";

/** What was paid on the loan, newest first, each with its receipt. */
export function Repayments({ loan }: { loan: LoanDetail }) {
  const { repayments, currency } = loan;
  if (repayments.length === 0) return null;
  return (
    <Section title="Payments">
      <DataTable caption="Your payments on this loan, newest first" captionHidden>
        <Head>
          <Th>Date</Th>
          <Th num>{`Paid, ${currency}`}</Th>
          <Th>Receipt</Th>
        </Head>
        <tbody>
          {repayments.map(({ id, valueDate, amountMinor, reference }) => (
            <Row key={id}>
              <Td>
                <DateText date={valueDate} />
              </Td>
              <Td num>
                <Money minor={amountMinor} currency={currency} />
              </Td>
              <Td>
                <Reference href={`/my/receipts/${reference}`}>{reference}</Reference>
              </Td>
            </Row>
          ))}
        </tbody>
      </DataTable>
    </Section>
  );
}
