import { randomUUID } from "node:crypto";
import { Money } from "@/components/bank/money";
import { Reference } from "@/components/bank/reference";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { Callout } from "@/components/ui/callout";
import { DataTable, Head, Row, RowHead, Td, Th } from "@/components/ui/data-table";
import { Status } from "@/components/ui/status";
import type { ShownHandover } from "@/lib/cash/handover-queries";
import { formatCount } from "@/lib/core/format-count";
import { denominationName } from "@/lib/core/notes";
import { endHandoverAction, takeTillAction } from "./actions";
import { GoOnServing } from "./end-session";

/** A till on its way to a colleague: it serves nobody until they take it or its teller goes on. */
export function HandedOver({ handover, sessionId }: { handover: ShownHandover; sessionId: string }) {
  return (
    <>
      <PageHeader
        eyebrow={<Status of="till" is="counting" />}
        title={handover.till}
        meta={`Counted at ${handover.at} and handed to ${handover.to}`}
      />
      <div className="grid max-w-measure justify-items-start gap-3">
        <Callout tone="second" title={`${handover.to} has to agree to the count`}>
          The till is theirs once they take it from their desk.{" "}
          <Reference href={`/receipts/${handover.reference}`}>{handover.reference}</Reference> is the slip of the count.
        </Callout>
        <GoOnServing look="ghost" sessionId={sessionId} />
      </div>
    </>
  );
}

/** A till that a colleague hands over, note by note: counted over and taken, or refused. */
export function TakeTill({ handover }: { handover: ShownHandover }) {
  const held = handover.cash.filter(({ countedMinor }) => countedMinor > 0n);
  return (
    <Panel title={`${handover.till} from ${handover.from}`}>
      <p className="mb-3 text-ink-2">
        Count it with {handover.from}. By taking it you agree that this lies in it, and from then on it is yours.
      </p>
      {held.length === 0 ? <p className="mb-3">The till is empty.</p> : null}
      {held.map(({ currency, countedMinor, notes }) => (
        <div key={currency} className="mb-3">
          <DataTable caption={`Notes and coins in ${handover.till}, ${currency}`} captionHidden>
            <Head>
              <Th>Note</Th>
              <Th num>Pieces</Th>
              <Th num>{currency}</Th>
            </Head>
            <tbody>
              {Object.entries(notes)
                .sort(([a], [b]) => (BigInt(a) < BigInt(b) ? 1 : -1))
                .map(([value, pieces]) => (
                  <Row key={value}>
                    <RowHead>{denominationName(BigInt(value), currency)}</RowHead>
                    <Td num>{formatCount(pieces)}</Td>
                    <Td num>
                      <Money minor={BigInt(value) * BigInt(pieces)} currency={currency} />
                    </Td>
                  </Row>
                ))}
              <Row>
                <RowHead>Counted</RowHead>
                <Td num />
                <Td num>
                  <strong className="font-semibold">
                    <Money minor={countedMinor} currency={currency} />
                  </strong>
                </Td>
              </Row>
            </tbody>
          </DataTable>
        </div>
      ))}
      <div className="flex flex-wrap items-start gap-3">
        <BankForm id="take-till" action={takeTillAction} initialKey={randomUUID()} money>
          <HiddenField name="handoverId" value={handover.id} />
          <SubmitButton>{`Agree and take ${handover.till}`}</SubmitButton>
        </BankForm>
        <BankForm id="refuse-till" action={endHandoverAction} initialKey={randomUUID()}>
          <HiddenField name="handoverId" value={handover.id} />
          <SubmitButton look="ghost" keys={null}>
            Refuse
          </SubmitButton>
        </BankForm>
      </div>
    </Panel>
  );
}
