import { randomUUID } from "node:crypto";
import { type Change, WhatThisChanges } from "@/components/bank/what-this-changes";
import { BankForm } from "@/components/form/bank-form";
import { CountGrid } from "@/components/form/count-grid";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { Panel } from "@/components/layout/panel";
import { ButtonLink } from "@/components/ui/button";
import { DefinitionList, Fact } from "@/components/ui/definition-list";
import { hrefWith } from "@/components/ui/href";
import { Mark } from "@/components/ui/status";
import type { AccountParty } from "@/lib/accounts/party-queries";
import type { ExchangeService, NotesAsked, NotesQuote } from "@/lib/cash/exchange-queries";
import type { MyTill } from "@/lib/cash/queries";
import { formatMaskedIban } from "@/lib/core/iban";
import { decimalText, formatMoney, type Money } from "@/lib/core/money";
import { spokenRole } from "@/lib/identity/staff-rights";
import { AlreadyPosted } from "../../../already-posted";
import { limitWords } from "../../../cash/limit-words";
import { DocumentSeen, SourceTold } from "../../counter-question";
import { Signatories } from "../../signatories";
import { TillLatest } from "../../till-latest";
import { exchangeCashAction } from "./actions";

type Props = {
  service: ExchangeService;
  till: MyTill;
  shown: NotesQuote;
  parties: readonly AccountParty[];
  asked: NotesAsked;
};

/** Both amounts and the rate, the notes of each side, and one button that posts what is shown and nothing else. */
export function ExchangeNotes({ service, till, shown, parties, asked }: Props) {
  const { account, latest } = service;
  const { way, against, notes, other, drawer, otherDrawer } = shown;
  const brings = way === "brings";
  const [give, get] = brings ? [notes, other] : [other, notes];
  const back = hrefWith(`/accounts/${account.id}/exchange`, { ...asked, amount: undefined });
  const post = `Exchange ${formatMoney(give)} for ${formatMoney(get)}`;
  return (
    <div className="grid items-start gap-x-6 gap-y-5 lg:grid-cols-[minmax(0,49rem)_minmax(19rem,26rem)]">
      <div>
        <AlreadyPosted formId="exchange" />
        <BankForm id="exchange" action={exchangeCashAction} initialKey={randomUUID()} money wide>
          <div className="border-rule border-y py-3">
            <DefinitionList>
              <Fact term="The customer gives">
                <strong className="font-semibold">{formatMoney(give)}</strong> {sideWords(brings, against)}
              </Fact>
              <Fact term="The customer gets">
                <strong className="font-semibold">{formatMoney(get)}</strong> {sideWords(!brings, against)}
              </Fact>
              <Fact term="Rate">{shown.rates.join(", ")}</Fact>
            </DefinitionList>
          </div>
          <HiddenField name="iban" value={account.iban} />
          <HiddenField name="tillSessionId" value={till.sessionId} />
          <HiddenField name="way" value={way} />
          <HiddenField name="against" value={against} />
          <HiddenField name="currency" value={notes.currency} />
          <HiddenField name="amount" value={typed(notes)} />
          <HiddenField name="otherAmount" value={typed(other)} />
          <HiddenField name="quote" value={shown.quote} />
          <div className="grid gap-6 sm:grid-cols-2">
            <CountGrid
              name="notes"
              caption={`${notes.currency} ${brings ? "from the customer" : "to give"}`}
              currency={notes.currency}
              denominations={drawer.denominations}
              target="amount"
              f4
              {...(brings ? {} : { stock: drawer.stock })}
            />
            {otherDrawer ? (
              <CountGrid
                name="otherNotes"
                caption={`${other.currency} ${brings ? "to give" : "from the customer"}`}
                currency={other.currency}
                denominations={otherDrawer.denominations}
                target="otherAmount"
                {...(brings ? { stock: otherDrawer.stock } : {})}
              />
            ) : null}
          </div>
          {against === "account" && !brings ? <Signatories account={account} parties={parties} /> : null}
          {shown.question ? (
            <div className="grid max-w-[29rem] gap-(--gap)">
              {shown.question.kind === "source" ? (
                <SourceTold />
              ) : (
                <DocumentSeen documents={shown.question.documents} />
              )}
            </div>
          ) : null}
          {shown.second ? (
            <Mark icon="flag" word={`A ${spokenRole(shown.second)} must agree to this amount`} tone="second" />
          ) : null}
          <div className="flex flex-wrap items-center gap-3">
            <SubmitButton>{shown.second ? "Send for approval" : post}</SubmitButton>
            <ButtonLink href={back}>Change it</ButtonLink>
          </div>
          <p className="text-ink-2 text-meta">Enter moves to the next field. Nothing is posted until F9.</p>
        </BankForm>
      </div>
      <div className="grid gap-3">
        <Panel title="What this changes">
          <WhatThisChanges formId="exchange" currency={notes.currency} changes={tillChange(till, notes, brings)} />
          {against === "cash" ? (
            <WhatThisChanges
              formId="exchange"
              field="otherAmount"
              currency={other.currency}
              changes={tillChange(till, other, !brings)}
            />
          ) : (
            <WhatThisChanges
              formId="exchange"
              field="otherAmount"
              currency={other.currency}
              changes={[
                {
                  label: `${account.owners[0]?.name ?? "Account"} ${formatMaskedIban(account.iban)}, available`,
                  beforeMinor: account.availableMinor,
                  effect: brings ? "adds" : "takes",
                  ...(brings ? {} : { floorMinor: 0n }),
                },
              ]}
            />
          )}
        </Panel>
        <TillLatest rows={latest} />
      </div>
    </div>
  );
}

function sideWords(notes: boolean, against: NotesQuote["against"]): string {
  if (notes) return "in notes";
  return against === "cash" ? "in cash" : "on the account";
}

function tillChange(till: MyTill, { currency }: Money, comesIn: boolean): Change[] {
  const drawer = till.cash.find((cash) => cash.currency === currency);
  if (!drawer) return [];
  const limit = limitWords(drawer);
  return [
    {
      label: `${till.name}, ${currency}`,
      beforeMinor: drawer.expectedMinor,
      effect: comesIn ? "adds" : "takes",
      ...(comesIn ? {} : { floorMinor: 0n }),
      ...(limit ? { note: limit } : {}),
    },
  ];
}

const typed = ({ minor, currency }: Money) => decimalText(minor, currency);
