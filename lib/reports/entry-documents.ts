import { sqlOf } from "@/db/client";
import { actOfEntry } from "../audit/act-of-entry";
import { actWords } from "../audit/acts";
import { readActivity } from "../audit/queries";
import type { Ctx, StaffActor } from "../core/context";
import type { EntryId } from "../core/ids";
import { parseReference } from "../core/references";
import { authorize, branchScope, may } from "../identity/authorize";

/** Something that caused an entry, with the page where it stands. */
export type EntryDocument = { href: string; what: string; name: string };

/** Movements on a customer's account have a receipt, cash that moves inside the bank has a slip. */
const PAPER: Readonly<Record<string, string>> = {
  CSH: "Receipt", TRF: "Receipt", INC: "Receipt", INT: "Receipt", TDP: "Receipt", CHQ: "Receipt", LND: "Receipt", LNR: "Receipt", HLD: "Receipt", REV: "Receipt", CMV: "Slip",
}; // biome-ignore format: one kind of reference beside the other

type Source = { loan: string | null; loanNo: string | null; hold: string | null; holdAccount: string | null };

/** The documents behind an entry that the reader may open: its paper, its loan or hold, and the act that booked it. */
export async function entryDocuments(
  ctx: Ctx<StaffActor>,
  entry: { id: EntryId; reference: string; actorId: string; linked: readonly { id: EntryId; why: string }[] },
): Promise<EntryDocument[]> {
  authorize(ctx.actor, "movement.read");
  const paper = PAPER[parseReference(entry.reference)?.kind ?? ""];
  const acting = [entry.id, ...entry.linked.flatMap(({ id, why }) => (why === "repayment" ? [id] : []))];
  const [[source], act] = await Promise.all([
    sqlOf(ctx.db)<Source[]>`
      select l.id as loan, l.loan_no as "loanNo", h.id as hold, h.account_id as "holdAccount"
      from (select
          coalesce((select loan_id from loan_repayments where id = any(${acting}::uuid[]) limit 1),
            (select loan_id from loan_disbursements where id = ${entry.id})) as loan_id,
          (select hold_id from hold_resolutions where entry_id = ${entry.id}) as hold_id) x
        left join loans l on l.id = x.loan_id left join holds h on h.id = x.hold_id`,
    may(ctx.actor, "activity.read") ? readableAct(ctx, acting, entry.actorId) : null,
  ]);
  const documents: (EntryDocument | null)[] = [
    paper && (paper === "Receipt" || may(ctx.actor, "cash.read"))
      ? { href: `/receipts/${entry.reference}`, what: paper, name: entry.reference }
      : null,
    source?.loan && may(ctx.actor, "loan.read")
      ? { href: `/loans/${source.loan}`, what: "Loan", name: source.loanNo ?? "" }
      : null,
    source?.hold && may(ctx.actor, "account.read")
      ? { href: `/accounts/${source.holdAccount}/holds/${source.hold}`, what: "Hold", name: "The hold it captured" }
      : null,
    act ? { href: `/activity/${act.id}`, what: "Act in the activity log", name: actWords(act.act) } : null,
  ];
  return documents.filter((document) => document !== null);
}

/** The act as the activity log shows it to this reader. */
async function readableAct(ctx: Ctx<StaffActor>, ids: readonly EntryId[], actorId: string) {
  const act = await actOfEntry(ctx.db, { ids, actorId });
  return act && readActivity(ctx.db, branchScope(ctx.actor, "activity.read"), act.id);
}
