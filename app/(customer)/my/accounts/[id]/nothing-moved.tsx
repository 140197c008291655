import { AccountNumber } from "@/components/bank/account-number";
import { Empty } from "@/components/ui/empty";

/** An account without movements, or without any that fit what is looked for. */
export function NothingMoved({ iban, filtered, clearHref }: { iban: string; filtered: boolean; clearHref: string }) {
  if (filtered) return <Empty kind="no-results" title="No movement fits this" clearHref={clearHref} />;
  return (
    <Empty kind="none" title="Your account is ready">
      Add money at any branch, or share your IBAN with whoever pays you: <AccountNumber iban={iban} copy />
    </Empty>
  );
}
