import { Reconciliation } from "@/components/bank/reconciliation";
import { ButtonLink } from "@/components/ui/button";
import { formatIban } from "@/lib/core/iban";
import { formatMoney } from "@/lib/core/money";
import type { OverviewAccount } from "@/lib/reports/customer-overview";
import { accountName } from "./account-names";
import { ShareIban } from "./share-iban";

/** What can be spent now, large; how it comes about is one tap away. */
export function Balance({ account, owner }: { account: OverviewAccount; owner: string }) {
  const { id, iban, currency, bookedMinor, heldMinor, floorMinor, availableMinor } = account;
  return (
    <section aria-labelledby="balance">
      <h1 id="balance">
        <a
          href={`/my/accounts/${id}`}
          className="flex min-h-(--tap) items-center text-ink-2 text-staff no-underline hover:underline"
        >
          {accountName(account)}
        </a>
        <span className="block font-medium text-hero">{formatMoney({ minor: availableMinor, currency })}</span>
      </h1>
      <details className="max-w-[28rem]">
        <summary className="inline-flex min-h-11 cursor-pointer list-none items-center text-ink-2 text-staff [&::-webkit-details-marker]:hidden">
          available to you now ·&nbsp;<span className="link">booked and held</span>
        </summary>
        <div className="pt-1 pb-4">
          <Reconciliation
            currency={currency}
            bookedMinor={bookedMinor}
            heldMinor={heldMinor}
            overdraft={floorMinor < 0n ? { limitMinor: -floorMinor } : null}
            availableMinor={availableMinor}
          />
        </div>
      </details>
      <div className="mt-1 flex max-w-[28rem] gap-2.5">
        <div className="flex-1">
          <ButtonLink href="/my/transfer" look="primary" wide>
            Pay or transfer
          </ButtonLink>
        </div>
        <ShareIban
          iban={iban}
          text={`${account.organisation ?? owner}\n${formatIban(iban)}`}
          href={`/my/accounts/${id}#iban`}
        />
      </div>
    </section>
  );
}
