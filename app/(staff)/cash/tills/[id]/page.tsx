import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { ClosesWhenAgreed } from "@/components/bank/closes-when-agreed";
import { Reference } from "@/components/bank/reference";
import { BankForm } from "@/components/form/bank-form";
import { CountGrids } from "@/components/form/count-grids";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { Columns, Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { countableCash } from "@/lib/cash/count-queries";
import { type ColleaguesTill, colleaguesTill } from "@/lib/cash/handover-queries";
import { type CashOffer, offersAtTill } from "@/lib/cash/offer-queries";
import { formatLocalTime } from "@/lib/core/local-time";
import { formatMoney, money } from "@/lib/core/money";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { CountBesideBooks, differenceWords } from "../../../desk/count-beside-books";
import { OfferFacts } from "../../cash-offers";
import {
  beginColleaguesCountAction,
  closeColleaguesTillAction,
  countColleaguesTillAction,
  endColleaguesOfferAction,
} from "./actions";

export const metadata: Metadata = { title: "Count a colleague’s till" };

type Props = { params: Promise<{ id: string }> };

export default async function ColleaguesTillPage({ params }: Props) {
  const ctx = await requireStaff("till.count_for");
  const till = await ask(colleaguesTill(ctx, (await params).id));
  if (!till || till.own) {
    return (
      <>
        <PageHeader title="Count a colleague’s till" />
        <Callout tone="held" title={till ? "This is your own till" : "This till is not open"}>
          {till ? "Count and close it from your desk." : "There is nothing to count in anybody’s place."}{" "}
          <a href={till ? "/desk" : "/cash"} className="link">
            {till ? "To the desk" : "Back to cash"}
          </a>
        </Callout>
      </>
    );
  }
  const back = <ButtonLink href="/cash">Back to cash</ButtonLink>;
  const header = (meta: string) => (
    <PageHeader back={{ href: "/cash", label: "Cash" }} title={`${till.name}, open with ${till.holder}`} meta={meta} />
  );
  if (till.count) {
    return (
      <>
        {header(`Counted by you at ${till.count.at}. It closes once a second person agrees.`)}
        <Counted till={till} count={till.count} />
      </>
    );
  }
  if (!till.begun) {
    const offers = await ask(offersAtTill(ctx, till.tillId));
    return (
      <>
        {header(
          `Open since ${formatLocalTime(till.openedAt)}. Count it when ${till.holder} cannot: from then on it serves nobody.`,
        )}
        {offers.length > 0 ? <UnderWay till={till} offers={offers} /> : <Begin till={till} back={back} />}
      </>
    );
  }
  const countable = await ask(countableCash(ctx, till.tillId));
  return (
    <>
      {header(`Open since ${formatLocalTime(till.openedAt)}. It serves nobody while it is counted.`)}
      <div className="max-w-[44rem]">
        <BankForm id="count-till" action={countColleaguesTillAction} initialKey={randomUUID()} money wide>
          <HiddenField name="sessionId" value={till.sessionId} />
          <p className="text-ink-2">
            Count everything in the till. What the books say is shown after you have counted.
          </p>
          <CountGrids name="counts" what="Counted" currencies={countable} />
          <div className="flex flex-wrap items-center gap-3">
            <SubmitButton>{`Count ${till.name}`}</SubmitButton>
            {back}
          </div>
        </BankForm>
      </div>
    </>
  );
}

/** Before the count: from here on the books say nothing of this till to whoever might count it. */
function Begin({ till, back }: { till: ColleaguesTill; back: ReactNode }) {
  return (
    <div className="grid max-w-measure justify-items-start gap-3">
      <p>What {till.name} should hold is shown nowhere from the moment the count begins until you have counted.</p>
      <div className="flex flex-wrap items-start gap-3">
        <BeginForm till={till}>
          <SubmitButton>Begin the count</SubmitButton>
        </BeginForm>
        {back}
      </div>
    </div>
  );
}

function BeginForm({ till, children }: { till: ColleaguesTill; children: ReactNode }) {
  return (
    <BankForm id="begin-count" action={beginColleaguesCountAction} initialKey={randomUUID()}>
      <HiddenField name="sessionId" value={till.sessionId} />
      {children}
    </BankForm>
  );
}

/** Cash that was handed over and not taken is nobody's: it goes back before the till is counted. */
function UnderWay({ till, offers }: { till: ColleaguesTill; offers: readonly CashOffer[] }) {
  return (
    <div className="grid max-w-[44rem] gap-3">
      <Callout tone="held" title={`Cash from or to ${till.name} was not taken`}>
        Whoever is there can take it. Otherwise take it back here: it counts where it came from, and its giver is told.
      </Callout>
      <Panel title="Cash under way" flush>
        <ul>
          {offers.map((offer) => (
            <li key={offer.id} className="grid gap-2 border-rule border-b px-3.5 py-2.5 last:border-b-0">
              <OfferFacts offer={offer} />
              <BankForm id={`end-${offer.id}`} action={endColleaguesOfferAction} initialKey={randomUUID()}>
                <HiddenField name="sessionId" value={till.sessionId} />
                <HiddenField name="offerId" value={offer.id} />
                <SubmitButton look="ghost" keys={null}>
                  {`Take ${formatMoney(money(offer.amountMinor, offer.currency))} back to ${offer.from}`}
                </SubmitButton>
              </BankForm>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}

function Counted({ till, count }: { till: ColleaguesTill; count: NonNullable<ColleaguesTill["count"]> }) {
  const differs = differenceWords(count.totals);
  return (
    <Columns side={<Send till={till} count={count} />}>
      <div className="mb-4">
        <Callout tone={differs ? "held" : "ok"} title={differs ?? "The count agrees with the books"}>
          {differs ? "Count again before you send it on. " : ""}
          <Reference href={`/receipts/${count.reference}`}>{count.reference}</Reference> is the slip of this count.
        </Callout>
      </div>
      <Section title="The count beside the books">
        <CountBesideBooks totals={count.totals} />
      </Section>
    </Columns>
  );
}

function Send({ till, count }: { till: ColleaguesTill; count: NonNullable<ColleaguesTill["count"]> }) {
  const again = (
    <BeginForm till={till}>
      <SubmitButton look="ghost" keys={null}>
        Count again
      </SubmitButton>
    </BeginForm>
  );
  if (count.waiting) {
    return (
      <div className="grid justify-items-start gap-3">
        <ClosesWhenAgreed till={till.name} request={count.waiting} />
        {again}
      </div>
    );
  }
  return (
    <div className="grid gap-3">
      <BankForm id="close-till-for" action={closeColleaguesTillAction} initialKey={randomUUID()}>
        <HiddenField name="sessionId" value={till.sessionId} />
        <HiddenField name="countId" value={count.id} />
        <TextArea
          name="reason"
          label={`Why you count in ${till.holder}’s place`}
          hint="With what you know of a difference. The branch manager reads this and decides."
        />
        <div>
          <SubmitButton>Send for approval</SubmitButton>
        </div>
      </BankForm>
      {again}
    </div>
  );
}
