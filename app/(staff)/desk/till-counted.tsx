import { randomUUID } from "node:crypto";
import { ClosesWhenAgreed } from "@/components/bank/closes-when-agreed";
import { Reference } from "@/components/bank/reference";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { PageHeader } from "@/components/layout/page-header";
import { Columns } from "@/components/layout/section";
import { Callout } from "@/components/ui/callout";
import { Status } from "@/components/ui/status";
import type { ShownCount } from "@/lib/cash/count-queries";
import type { MyTill } from "@/lib/cash/queries";
import { settleTillAction } from "./actions";
import { BeginCount } from "./begin-count";
import { CountBesideBooks, differenceWords } from "./count-beside-books";
import { GoOnServing } from "./end-session";

/** A till that was counted and is not closed: what was found beside the books, and the ways on. */
export function TillCounted({ till, count }: { till: MyTill; count: ShownCount }) {
  const differs = differenceWords(count.totals);
  const slip = <Reference href={`/receipts/${count.reference}`}>{count.reference}</Reference>;
  return (
    <>
      <PageHeader
        eyebrow={<Status of="till" is="counting" />}
        title={till.name}
        meta={`Counted at ${count.at} by ${count.countedBy}. ${differs ? "It closes once the difference is settled." : ""}`}
      />
      <Columns side={<Settle count={count} till={till} differs={differs !== undefined} />}>
        <div className="mb-4">
          {differs ? (
            <Callout tone="held" title={differs}>
              Count again before you send it on. {slip} is the slip of this count.
            </Callout>
          ) : (
            <Callout tone="ok" title="The count agrees with the books">
              The till was not taken over and is still yours. {slip} is the slip of this count.
            </Callout>
          )}
        </div>
        <CountBesideBooks totals={count.totals} />
      </Columns>
    </>
  );
}

function Settle({ count, till, differs }: { count: ShownCount; till: MyTill; differs: boolean }) {
  const others = (
    <div className="flex flex-wrap items-start gap-3">
      <BeginCount sessionId={till.sessionId} goal="close">
        {differs ? "Count again" : `Count and close ${till.name}`}
      </BeginCount>
      <GoOnServing look="ghost" sessionId={till.sessionId} />
    </div>
  );
  if (!differs) return others;
  if (count.waiting) {
    return (
      <div className="grid gap-3">
        <ClosesWhenAgreed till={till.name} request={count.waiting} />
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
