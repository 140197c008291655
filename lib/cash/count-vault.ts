import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { demandApproval, type Pending } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import { type BranchId, newId } from "../core/ids";
import { money } from "../core/money";
import { authorize } from "../identity/authorize";
import { bookCashDifference } from "./book-cash-difference";
import { type CountedCash, compareCount, countInWords, insertCount, isDifferent, setStock } from "./count-cash";
import type { countVaultInput } from "./schema";

type Input = z.output<typeof countVaultInput>;
type Vault = { branchId: BranchId; name: string };

/**
 * Counts a vault note by note. What agrees with the books is kept; what is over or short is, with a reason and once
 * a second person agreed, booked as a difference that waits to be cleared. Refuses `till_not_found`, `offers_open`,
 * `vault_differs`, `stale` where cash came or went after what a second person agrees to was counted.
 */
export function countVault(
  ctx: Ctx<StaffActor>,
  input: Input,
): Promise<{ countId: string; reference: string } | Pending> {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "vault.count", key, input: asked }, async (inside) => {
    const vault = await vaultOf(inside, asked.vaultId);
    const cash = await compareCount(inside.db, asked.vaultId, asked.counts);
    await assertNothingUnderWay(inside, asked.vaultId);
    await assertNothingMoved(inside, asked.vaultId);
    const differing = cash.filter(isDifferent);
    if (differing.length > 0) {
      const pending = await agree(inside, { input, vault, cash, differing });
      if (pending) return pending;
    }
    const count = await insertCount(inside, { kind: "spot", tillId: asked.vaultId, sessionId: null, cash });
    for (const { currency } of differing)
      await bookCashDifference(inside, { key: newId(), countId: count.countId, currency, reason: asked.reason ?? "" });
    await setStock(inside.db, asked.vaultId, cash);
    await record(inside, {
      act: "vault.counted",
      subjectKind: "vault",
      subjectId: asked.vaultId,
      reference: count.reference,
      ...countInWords(cash),
    });
    return count;
  });
}

async function vaultOf(ctx: TxCtx<StaffActor>, id: Input["vaultId"]): Promise<Vault> {
  const [vault] = await sqlOf(ctx.db)<Vault[]>`
    select branch_id as "branchId", name from cash_points where id = ${id} and kind = 'vault'`;
  if (!vault) throw refusal("till_not_found");
  authorize(ctx.actor, "vault.count", { branchId: vault.branchId });
  return vault;
}

/** Cash that was counted out and not taken lies in nobody's hands: it is settled before the vault is counted. */
async function assertNothingUnderWay(ctx: TxCtx<StaffActor>, id: Input["vaultId"]): Promise<void> {
  const [offer] = await sqlOf(ctx.db)`
    select 1 from cash_offers where status = 'open' and (from_id = ${id} or to_id = ${id}) limit 1`;
  if (offer) throw refusal("offers_open");
}

/** What was agreed to is the count of what lay there then, note by note: cash that came and went since makes it another. */
async function assertNothingMoved({ db, approval }: TxCtx<StaffActor>, id: Input["vaultId"]): Promise<void> {
  if (!approval) return;
  const [moved] = await sqlOf(db)`
    select 1 from cash_accounts c join account_balances b on b.account_id = c.ledger_account_id
      join approvals a on a.id = ${approval.id}
    where c.cash_point_id = ${id} and b.last_booked_at > a.created_at limit 1`;
  if (moved) throw refusal("stale");
}

/** A count that is not what the books hold goes before a second person with its reason; by how much is not told to who counts. */
function agree(
  ctx: TxCtx<StaffActor>,
  found: { input: Input; vault: Vault; cash: CountedCash[]; differing: CountedCash[] },
): Promise<Pending | null> {
  const { input, vault, cash, differing } = found;
  const [{ currency, countedMinor, bookedMinor }] = differing as [CountedCash, ...CountedCash[]];
  const difference = countedMinor - bookedMinor;
  const amount = money(difference > 0n ? difference : -difference, currency);
  if (input.reason === undefined) throw refusal("vault_differs");
  return demandApproval(ctx, {
    kind: "vault.count",
    payload: input,
    subjectKind: "vault",
    subjectId: input.vaultId,
    branchId: vault.branchId,
    amount,
    reason: `${vault.name}: ${input.reason}`,
    ...countInWords(cash),
    always: true,
  });
}
