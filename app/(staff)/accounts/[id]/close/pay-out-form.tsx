import { randomUUID } from "node:crypto";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { AccountParty } from "@/lib/accounts/party-queries";
import type { AccountPage } from "@/lib/accounts/queries";
import { neededFor, ownPowers } from "@/lib/approvals/own-powers";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { type FeeTerms, feeOn } from "@/lib/core/fee";
import { formatMoney } from "@/lib/core/money";
import { spokenRole } from "@/lib/identity/staff-rights";
import { ask } from "@/lib/web/ask";
import { Signatories } from "../../signatories";
import { WaiveFee } from "../../waive-fee";
import { closePayingOutAction } from "./actions";

type PayOutFormProps = {
  ctx: Ctx<StaffActor>;
  account: AccountPage;
  /** The balance with its interest to today. */
  wholeMinor: bigint;
  parties: readonly AccountParty[];
  fee: FeeTerms | null;
};

/** Pays the remaining balance to another account and closes this one in the same act; or says how it is paid in cash. */
export async function PayOutForm({ ctx, account, wholeMinor, parties, fee }: PayOutFormProps) {
  const { id, bookedMinor, currency } = account;
  const whole = formatMoney({ minor: wholeMinor, currency });
  const feeMinor = feeOn(fee ?? undefined, wholeMinor);
  // What is paid out is a transfer to its policies; only the transfer's own form asks for a second person.
  const second = neededFor(await ask(ownPowers(ctx, "transfer.create", currency)), wholeMinor - feeMinor);
  return (
    <>
      <BankForm id="close" action={closePayingOutAction} initialKey={randomUUID()} money>
        <HiddenField name="accountId" value={id} />
        <TextField
          name="to"
          label="Pay the balance to IBAN"
          hint="An account of this bank in the same currency."
          mono
          autoFocus
          maxLength={42}
          spellCheck={false}
        />
        <Signatories account={account} parties={parties} />
        {feeMinor > 0n ? (
          <p className="border-rule border-y py-2">
            Closing costs <strong className="font-semibold">{formatMoney({ minor: feeMinor, currency })}</strong>. It is
            taken from the balance, and the rest is paid out.
          </p>
        ) : null}
        <WaiveFee ctx={ctx} fee={fee} currency={currency} />
        <TextField name="reason" label="Reason" hint="Stands on the account and in the activity log." maxLength={140} />
        {second ? (
          <Callout tone="second" title="Needs a second person">
            {`From ${formatMoney({ minor: second.fromMinor, currency })} a ${spokenRole(second.checkerRole)} must agree. Have a teller transfer the balance first: the transfer asks for them.`}
          </Callout>
        ) : null}
        <div className="flex flex-wrap gap-3">
          <SubmitButton look="danger">
            {feeMinor > 0n ? "Pay out the balance and close" : `Pay out ${whole} and close`}
          </SubmitButton>
          <ButtonLink href={`/accounts/${id}`}>Cancel</ButtonLink>
        </div>
      </BankForm>
      {wholeMinor === bookedMinor ? (
        <p className="text-ink-2">
          Paid out in cash instead: a teller pays the whole balance at the counter (
          <a href={`/accounts/${id}/withdraw?whole=yes`} className="link">
            withdrawal of {whole}
          </a>
          ), then the account is closed here.
        </p>
      ) : (
        <div className="grid gap-3">
          <p className="text-ink-2">
            Paid out in cash instead: settle the interest first, then a teller pays the whole balance at the counter
            today.
          </p>
          <ButtonLink href={`/accounts/${id}/close/interest`}>Settle the interest…</ButtonLink>
        </div>
      )}
    </>
  );
}
