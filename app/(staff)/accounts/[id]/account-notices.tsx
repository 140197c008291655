import { Callout } from "@/components/ui/callout";
import type { AccountPage } from "@/lib/accounts/queries";
import { formatDate } from "@/lib/core/dates";
import { formatIban } from "@/lib/core/iban";

const stops = {
  debit: "Nothing can be paid out",
  credit: "Nothing can be paid in",
  all: "Nothing can be paid in or out",
};

/** What one must know of the account before doing anything: new, blocked, closed. */
export function AccountNotices({ account, opened }: { account: AccountPage; opened: boolean }) {
  const { status, blocks, closedOn, closeReason, iban } = account;
  if (!opened && blocks.length === 0 && status === "active") return null;
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
          Placed by {block.placedBy} on {formatDate(block.placedOn)}.
        </Callout>
      ))}
    </div>
  );
}
