import { sqlOf } from "@/db/client";
import type { LockedApproval } from "../approvals/lock-approval";
import { openRequest } from "../approvals/sealed-request";
import { isStored } from "../command/outcome";
import type { Role, StaffActor, TxCtx } from "../core/context";
import { type BankError, refusal } from "../core/errors";
import type { BranchId, CustomerId, UserId } from "../core/ids";
import { approvables } from "./approvable";

/** What became of a command that ran as its maker: what it was booked under, if it moved money, or its refusal. */
export type Ran = { reference: string | null; refused?: undefined } | { refused: BankError };

/**
 * Runs an agreed command as its maker in a savepoint, with the roles and by the rules of now; what it refuses leaves nothing
 * behind. A rehearsal leaves nothing behind either way.
 */
export async function runAsMaker(
  ctx: TxCtx<StaffActor>,
  approval: LockedApproval,
  { checkerId, rehearse = false }: { checkerId: UserId; rehearse?: boolean | undefined },
): Promise<Ran> {
  try {
    const actor = await makerOf(ctx, approval);
    const { payload } = openRequest(approval.id, approval.sealed);
    const agreed = { id: approval.id, checkerId };
    const result = await ctx.db.transaction(async (nested) => {
      const done = await approvables[approval.kind].run({ ...ctx, db: nested, actor, approval: agreed }, payload);
      if (rehearse) throw new Rehearsed();
      return done;
    });
    return { reference: referenceIn(result) };
  } catch (error) {
    if (error instanceof Rehearsed) return { reference: null };
    if (isStored(error)) return { refused: error };
    throw error;
  }
}

/** What only a till or vault lacks: whoever completes released cash sees to it first. */
export const lacksCash = ({ reason }: BankError): boolean =>
  [
    "till_not_open",
    "till_suspended",
    "till_counting",
    "till_short",
    "vault_short",
    "notes_short",
    "place_full",
  ].includes(reason);

/** Takes a rehearsal back with its savepoint. */
class Rehearsed extends Error {}

function referenceIn(result: unknown): string | null {
  const named = typeof result === "object" && result !== null && "reference" in result ? result.reference : null;
  return typeof named === "string" ? named : null;
}

/** The maker with the roles of now, bound by what is close to whoever agrees; somebody shut out since then acts no more. */
async function makerOf(ctx: TxCtx<StaffActor>, { makerId }: LockedApproval): Promise<StaffActor> {
  const [maker] = await sqlOf(ctx.db)<{ name: string; branchId: BranchId; roles: Role[]; related: CustomerId[] }[]>`
    select display_name as name, branch_id as "branchId",
      array(select role from held_roles where user_id = u.id order by role) as roles,
      array(select customer_id from staff_relations where user_id = u.id and ended_at is null) as related
    from users u where id = ${makerId} and disabled_at is null`;
  if (!maker) throw refusal("not_permitted");
  const { userId, related = [] } = ctx.actor;
  const second = userId === makerId ? {} : { relatedToSecond: related };
  return { kind: "staff", userId: makerId, sessionId: null, ...maker, ...second };
}
