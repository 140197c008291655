import { Callout } from "@/components/ui/callout";
import type { AccountPage } from "@/lib/accounts/queries";
import { formatDate } from "@/lib/core/dates";
import { formatIban } from "@/lib/core/iban";

const stops = {
  debit: "Nothing can be paid out",
  credit: "Nothing can be paid in",
  all: "Nothing can be paid in or out",
  freeze: "Frozen: nothing can leave the account",
};

/** What one must know of the account before doing anything: new, blocked, closed. */
export function AccountNotices({ account, opened }: { account: AccountPage; opened: boolean }) {
  const { status, blocks, closedOn, closeReason, iban, dormancy } = account;
  if (!opened && blocks.length === 0 && !dormancy && status === "active") return null;
  return (
    <div className="mb-4 grid gap-2">
      {opened && status === "active" ? (
        <Callout tone="ok" title="The account is open">
          Its IBAN is <strong className="select-all whitespace-nowrap font-medium font-mono">{formatIban(iban)}</strong>
          .
        </Callout>
      ) : null}
      {status === "closed" && closedOn ? (
        <Callout tone="held" title={`Closed on ${formatDate(closedOn)}`}>
          {closeReason}
        </Callout>
      ) : null}
      {status === "pending" ? <Callout tone="held" title="Not active yet: it waits for approval" /> : null}
      {blocks.map((block) => (
        <Callout
          key={block.kind + block.placedOn + block.reason}
          tone="danger"
          title={`${stops[block.kind]}: ${block.reason}`}
        >
          Placed by {block.placedBy} on {formatDate(block.placedOn)}.{" "}
          <a href={`/accounts/${account.id}/blocks`} className="link">
            Blocks of this account
          </a>
        </Callout>
      ))}
      {dormancy ? (
        <Callout tone="held" title={dormancy.stage === "dormant" ? "Dormant: nothing can be paid out" : "Inactive"}>
          Last used by its customer on {formatDate(dormancy.lastUsedOn)}.{" "}
          <a href={`/accounts/${account.id}/dormancy`} className="link">
            {dormancy.stage === "dormant" ? "Wake the account" : "See why"}
          </a>
        </Callout>
      ) : null}
    </div>
  );
}
