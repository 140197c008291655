import { randomUUID } from "node:crypto";
import { Money } from "@/components/bank/money";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { Panel } from "@/components/layout/panel";
import { type OwnPowers, ownPowers } from "@/lib/approvals/own-powers";
import type { CashOffer } from "@/lib/cash/offer-queries";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { formatMoney, money } from "@/lib/core/money";
import type { Page } from "@/lib/core/paging";
import { may } from "@/lib/identity/authorize";
import { ask } from "@/lib/web/ask";
import { OwnPowersNote } from "../accounts/own-powers-note";
import { endOfferAction, takeCashAction } from "./actions";

/** The latest cash on its way from hand to hand; the rest stands on a page of its own. */
export function CashOffers({ ctx, offers }: { ctx: Ctx<StaffActor>; offers: Page<CashOffer> }) {
  if (offers.rows.length === 0) return null;
  return (
    <Panel title="Cash under way" flush>
      <OfferList ctx={ctx} offers={offers.rows} />
      {offers.older ? (
        <p className="px-3.5 py-2.5">
          <a href="/cash/offers" className="link">
            All cash under way
          </a>
        </p>
      ) : null}
    </Panel>
  );
}

/** What is on its way, note by note, and who handed it over. */
export function OfferFacts({ offer }: { offer: CashOffer }) {
  return (
    <>
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span>
          {offer.from} to {offer.to}
        </span>
        <strong className="font-semibold">
          <Money minor={offer.amountMinor} currency={offer.currency} symbol />
        </strong>
      </p>
      <p className="text-ink-2 text-meta">
        {offer.notes} · by <bdi>{offer.offeredBy}</bdi> at {offer.at}
      </p>
    </>
  );
}

/** Cash on its way from hand to hand: counted and taken, refused, or taken back. */
export async function OfferList({ ctx, offers }: { ctx: Ctx<StaffActor>; offers: readonly CashOffer[] }) {
  const toTake = offers.filter(({ own }) => !own).map(({ currency }) => currency);
  // Only what comes to a vault is weighed as it is taken, and only its keeper takes it.
  const keeps = may(ctx.actor, "vault.move");
  const powers = await ask(
    Promise.all(
      (keeps ? [...new Set(toTake)] : []).map(
        async (currency) => [currency, await ownPowers(ctx, "vault.move", currency)] as const,
      ),
    ),
  );
  const powersIn = new Map(powers);
  return (
    <ul id="offers">
      {offers.map((offer) => (
        <li key={offer.id} className="grid gap-2 border-rule border-b px-3.5 py-2.5 last:border-b-0">
          <OfferFacts offer={offer} />
          <div className="flex flex-wrap gap-3">
            {offer.own ? null : (
              <BankForm id={`take-${offer.id}`} action={takeCashAction} initialKey={randomUUID()} money>
                <HiddenField name="offerId" value={offer.id} />
                <TakeNote offer={offer} powers={powersIn.get(offer.currency)} />
                <SubmitButton
                  keys={null}
                >{`Take ${formatMoney(money(offer.amountMinor, offer.currency))}`}</SubmitButton>
              </BankForm>
            )}
            <BankForm id={`end-${offer.id}`} action={endOfferAction} initialKey={randomUUID()}>
              <HiddenField name="offerId" value={offer.id} />
              <SubmitButton look="ghost" keys={null}>
                {offer.own ? "Withdraw" : "Refuse"}
              </SubmitButton>
            </BankForm>
          </div>
        </li>
      ))}
    </ul>
  );
}

function TakeNote({ offer, powers }: { offer: CashOffer; powers: OwnPowers | undefined }) {
  if (!powers) return null;
  const { id, currency, amountMinor } = offer;
  return <OwnPowersNote formId={`take-${id}`} currency={currency} powers={powers} minor={amountMinor} />;
}
