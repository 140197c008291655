import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { demandApproval, type Pending } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import { type BranchId, newId } from "../core/ids";
import { formatMoney, money } from "../core/money";
import { authorize } from "../identity/authorize";
import { beginSession } from "./begin-session";
import { bookCashDifference } from "./book-cash-difference";
import { type CountedCash, compareCount, countInWords, insertCount, isDifferent, setStock } from "./count-cash";
import type { openTillInput } from "./schema";

type Input = z.output<typeof openTillInput>;
type Till = { branchId: BranchId; name: string };

/**
 * Opens a till of the teller's branch for the day's counter work, with its float counted. What differs from the last
 * count needs a reason and a second person. Refuses `other_branch`, `till_in_use`, `till_already_open`, `float_differs`.
 */
export function openTill(ctx: Ctx<StaffActor>, input: Input): Promise<{ tillSessionId: string } | Pending> {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "till.open", key, input: asked }, async (inside) => {
    const till = await freeTill(inside, asked.tillId);
    const cash = await compareCount(inside.db, asked.tillId, asked.counts);
    const differing = cash.filter(isDifferent);
    if (differing.length > 0) {
      const pending = await agreeFloat(inside, { input, till, cash, differing });
      if (pending) return pending;
    }
    const sessionId = await beginSession(inside, { tillId: asked.tillId, till: till.name });
    const { countId, reference } = await insertCount(inside, {
      kind: "opening",
      tillId: asked.tillId,
      sessionId,
      cash,
    });
    for (const { currency } of differing)
      await bookCashDifference(inside, { key: newId(), countId, currency, reason: asked.reason ?? "" });
    await setStock(inside.db, asked.tillId, cash);
    await record(inside, {
      act: "till.opened",
      subjectKind: "till",
      subjectId: asked.tillId,
      reference,
      after: countInWords(cash).after,
    });
    return { tillSessionId: sessionId };
  });
}

async function freeTill(ctx: TxCtx<StaffActor>, tillId: Input["tillId"]): Promise<Till> {
  const sql = sqlOf(ctx.db);
  const [till] = await sql<Till[]>`
    select branch_id as "branchId", name from cash_points where id = ${tillId} and kind = 'till'`;
  if (!till) throw refusal("till_not_found");
  authorize(ctx.actor, "till.operate", { branchId: till.branchId });
  const open = await sql<{ userId: string; name: string }[]>`
    select s.user_id as "userId", c.name from till_sessions s join cash_points c on c.id = s.till_id
    where s.status <> 'closed' and (s.till_id = ${tillId} or s.user_id = ${ctx.actor.userId})`;
  const mine = open.find((session) => session.userId === ctx.actor.userId);
  if (mine) throw refusal("till_already_open", { till: mine.name });
  if (open.length > 0) throw refusal("till_in_use", { till: till.name });
  return till;
}

/** A float that is not what the last count left: told once, and with a reason put before a second person. */
function agreeFloat(
  ctx: TxCtx<StaffActor>,
  found: { input: Input; till: Till; cash: CountedCash[]; differing: CountedCash[] },
): Promise<Pending | null> {
  const { input, till, cash, differing } = found;
  const [first] = differing as [CountedCash, ...CountedCash[]];
  if (input.reason === undefined) throw floatDiffers(till.name, first);
  const difference = first.countedMinor - first.bookedMinor;
  return demandApproval(ctx, {
    kind: "till.open",
    payload: input,
    subjectKind: "till",
    subjectId: input.tillId,
    branchId: till.branchId,
    amount: money(difference > 0n ? difference : -difference, first.currency),
    reason: `${till.name}: ${input.reason}`,
    ...countInWords(cash),
    always: true,
  });
}

function floatDiffers(till: string, { currency, countedMinor, bookedMinor }: CountedCash) {
  const difference = countedMinor - bookedMinor;
  return refusal(
    "float_differs",
    {
      till,
      counted: formatMoney(money(countedMinor, currency)),
      expected: formatMoney(money(bookedMinor, currency)),
      difference: formatMoney(money(difference > 0n ? difference : -difference, currency)),
      direction: difference > 0n ? "over" : "short",
    },
    "reason",
  );
}
