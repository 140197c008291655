import { recordReceiptView } from "@/lib/accounts/record-account-view";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { may } from "@/lib/identity/authorize";
import { cashSlipOf } from "@/lib/statements/cash-slip";
import { countSlipOf } from "@/lib/statements/count-slip";
import { exchangeSlipOf } from "@/lib/statements/exchange-slip";
import { type Receipt, receiptOf } from "@/lib/statements/receipt";
import { countPaper, exchangePaper, type Paper, receiptPaper, slipPaper } from "@/lib/statements/receipt-paper";

type Found = { paper: Paper; bookingDate: string; back: { href: string; label: string }; entryHref: string | null };

/** The paper of a reference, a customer's receipt or the slip of a cash move, with the way back; null when there is none. */
export async function paperFor(ctx: Ctx<StaffActor>, reference: string): Promise<Found | null> {
  const entryHref = (id: string) => (may(ctx.actor, "ledger.read") ? `/ledger/entries/${id}` : null);
  const receipt = await receiptOf(ctx, reference);
  if (receipt) {
    await recordReceiptView(ctx, receipt.accountId);
    return {
      paper: receiptPaper(receipt),
      bookingDate: receipt.bookingDate,
      back: backFrom(ctx.actor, receipt),
      entryHref: entryHref(receipt.entryId),
    };
  }
  const exchange = await exchangeSlipOf(ctx, reference);
  if (exchange) {
    await recordReceiptView(ctx, exchange.accountId);
    return {
      paper: exchangePaper(exchange),
      bookingDate: exchange.bookingDate,
      back: backFrom(ctx.actor, { loanId: null, accountId: exchange.accountId }),
      entryHref: entryHref(exchange.entryId),
    };
  }
  if (!may(ctx.actor, "cash.read")) return null;
  const count = await countSlipOf(ctx, reference);
  if (count) return { paper: countPaper(count), bookingDate: count.countedOn, back: cash, entryHref: null };
  const slip = await cashSlipOf(ctx, reference);
  return (
    slip && { paper: slipPaper(slip), bookingDate: slip.bookingDate, back: cash, entryHref: entryHref(slip.entryId) }
  );
}

function backFrom(actor: StaffActor, { loanId, accountId }: Pick<Receipt, "loanId" | "accountId">): Found["back"] {
  if (loanId && may(actor, "loan.read")) return { href: `/loans/${loanId}`, label: "Back to the loan" };
  if (may(actor, "account.read")) return { href: `/accounts/${accountId}`, label: "Back to the account" };
  return cash;
}

const cash = { href: "/cash", label: "Back to cash" };
