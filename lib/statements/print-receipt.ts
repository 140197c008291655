import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { authorize, may } from "../identity/authorize";
import { cashSlipOf } from "./cash-slip";
import { countSlipOf } from "./count-slip";
import { exchangeSlipOf } from "./exchange-slip";
import { receiptOf } from "./receipt";
import type { printReceiptInput } from "./schema";

/** Counts a print of a receipt or slip: 0 is the paper itself, every later one a copy with its number. Refuses `not_found`. */
export function printReceipt(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof printReceiptInput>,
): Promise<{ reference: string; no: number }> {
  return transactOnce(
    ctx,
    { command: "receipt.print", key: input.key, input: { reference: input.reference } },
    async (inside) => {
      authorize(inside.actor, "movement.read");
      const paper = await readablePaper(inside, input.reference);
      if (!paper) throw refusal("not_found");
      const sql = sqlOf(inside.db);
      // Two prints at once are put in line: each copy has a number of its own.
      await sql`select pg_advisory_xact_lock(hashtextextended(${`print ${paper.reference}`}, 0))`;
      const [print] = await sql<{ no: number }[]>`
        insert into receipt_prints (reference, no, printed_by)
        select ${paper.reference}, coalesce(max(no) + 1, 0), ${inside.actor.userId} from receipt_prints
        where reference = ${paper.reference} returning no`;
      const no = print?.no ?? 0;
      await record(inside, {
        act: "receipt.printed",
        subjectKind: "receipt",
        subjectId: paper.reference,
        reference: paper.reference,
        after: { copy: no },
      });
      return { reference: paper.reference, no };
    },
  );
}

async function readablePaper(ctx: Ctx<StaffActor>, reference: string): Promise<{ reference: string } | null> {
  const own = await receiptOf(ctx, reference);
  // Slips are papers of a branch; whoever belongs to none has receipts only.
  if (own || !("branchId" in ctx.actor)) return own;
  const receipt = await exchangeSlipOf(ctx, reference);
  if (receipt || !may(ctx.actor, "cash.read")) return receipt;
  return (await countSlipOf(ctx, reference)) ?? (await cashSlipOf(ctx, reference));
}

/** How often a paper was printed: 0 not yet, 1 the paper itself, more with its copies. */
export async function printsOf(ctx: Ctx<StaffActor>, reference: string): Promise<number> {
  authorize(ctx.actor, "movement.read");
  const [row] = await sqlOf(ctx.db)<{ prints: number }[]>`
    select count(*)::int as prints from receipt_prints where reference = ${reference}`;
  return row?.prints ?? 0;
}
