import { HowWorkedOut } from "@/components/bank/how-worked-out";
import { formatIban } from "@/lib/core/iban";
import { formatMinor } from "@/lib/core/money";
import type { EntryLeg } from "@/lib/ledger/entry-queries";
import type { EntryWorking as Working } from "@/lib/operations/entry-working";

/** Balances of a batch are shown up to here; the table above has all of them. */
const SHOWN = 6;

/** How the entry's amount came about where it was computed, and each balance it left. */
export function EntryWorking({ legs, working }: { legs: readonly EntryLeg[]; working: Working | null }) {
  const amounts = legs.map(({ minor }) => (minor < 0n ? -minor : minor));
  const largest = legs[amounts.indexOf(amounts.reduce((most, minor) => (minor > most ? minor : most), 0n))];
  const balanced = legs.filter(({ balanceAfterMinor }) => balanceAfterMinor !== null).slice(0, SHOWN);
  return (
    <div className="grid max-w-[42rem] gap-2">
      {working ? <HowWorkedOut {...working} open /> : null}
      {balanced.map((leg) => (
        <HowWorkedOut key={leg.no} {...balanceOf(leg)} />
      ))}
      {!working && balanced.length === 0 && largest ? (
        <p className="text-ink-2">
          No balance is kept on these accounts row by row. The amount is that of the document this entry belongs to.
        </p>
      ) : null}
    </div>
  );
}

/** A balance after a leg: the one before it, and the amount on the account's own side. */
function balanceOf({ code, kind, class: of, minor, currency, balanceAfterMinor }: EntryLeg) {
  const debitSide = of === "asset" || of === "expense";
  const moved = debitSide ? minor : -minor;
  const after = balanceAfterMinor ?? 0n;
  const name = kind === "deposit" ? formatIban(code) : code;
  return {
    result: formatMinor(after, currency),
    steps: [
      { text: `Balance of ${name} before`, value: formatMinor(after - moved, currency) },
      {
        text: `${minor > 0n ? "Debit" : "Credit"}, which ${moved > 0n ? "raises" : "lowers"} an account that is normally in ${debitSide ? "debit" : "credit"}`,
        value: formatMinor(moved, currency, { plus: true }),
      },
    ],
    rounding: "= balance after, to the cent as entered: nothing is rounded",
  };
}
