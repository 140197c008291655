import { sqlOf } from "@/db/client";
import { demandApproval } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import type { BranchId, UserId } from "../core/ids";
import { assertFresh, authorize } from "../identity/authorize";
import type { ChangePersonInput } from "../identity/schema";
import { assertNotOwnRights, lockColleague } from "../identity/staff-rights";
import { notify } from "../notifications/notify";

/**
 * Gives a colleague another name, e-mail address or branch once a second administrator has agreed. Who works elsewhere
 * signs in anew; links mailed to an address that is theirs no longer open nothing, and that address is told.
 * Refuses `confirm_again`, `own_rights`, `staff_disabled`, `branch_not_found`, `person_unchanged` and `works_at_till`.
 */
export async function changePerson(ctx: Ctx<StaffActor>, input: ChangePersonInput) {
  return transact(
    ctx,
    "staff.change_person",
    async (inside) => {
      authorize(inside.actor, "staff.manage");
      if (!inside.approval) assertFresh(inside.actor);
      const colleague = await lockColleague(inside.db, input.userId);
      assertNotOwnRights(inside.actor, inside.approval?.checkerId, colleague.id);
      if (colleague.disabled) throw refusal("staff_disabled");
      const sql = sqlOf(inside.db);
      const [branch] = await sql<{ name: string }[]>`select name from branches where id = ${input.branchId}`;
      if (!branch) throw refusal("branch_not_found");
      const now = await detailsOf(inside, colleague.id);
      const wanted = { name: input.displayName, email: input.email ?? null, branch: branch.name };
      const moves = input.branchId !== now.branchId;
      if (!moves && wanted.name === now.name && wanted.email === now.email) throw refusal("person_unchanged");
      if (moves) await assertAtNoTill(inside, colleague.id);

      const change = { before: wordsOf(now), after: wordsOf(wanted) };
      const pending = await demandApproval(inside, {
        kind: "staff.change_person",
        payload: input,
        subjectKind: "user",
        subjectId: colleague.id,
        branchId: null,
        reason: input.reason,
        ...change,
        always: true,
      });
      if (pending) return pending;

      await sql`
        update users set display_name = ${wanted.name}, email = ${wanted.email}, branch_id = ${input.branchId}
        where id = ${colleague.id}`;
      if (moves)
        await sql`update sessions set revoked_at = bank_now() where user_id = ${colleague.id} and revoked_at is null`;
      const readdressed = wanted.email !== now.email;
      if (readdressed)
        await sql`update password_links set used_at = bank_now() where user_id = ${colleague.id} and used_at is null`;
      await record(inside, {
        act: "staff.person_changed",
        subjectKind: "user",
        subjectId: colleague.id,
        before: change.before,
        after: { ...change.after, reason: input.reason },
      });
      await notify(inside, {
        to: { userId: colleague.id },
        kind: "person_changed",
        mailTo: readdressed ? now.email : null,
      });
      return { userId: colleague.id };
    },
    { subjectKind: "user", subjectId: input.userId },
  );
}

type Details = { name: string; email: string | null; branch: string };

const wordsOf = ({ name, email, branch }: Details) => ({ name, email: email ?? "none", branch });

async function detailsOf(ctx: TxCtx, id: UserId): Promise<Details & { branchId: BranchId }> {
  const [row] = await sqlOf(ctx.db)<(Details & { branchId: BranchId })[]>`
    select u.display_name as name, u.email, b.name as branch, b.id as "branchId"
    from users u join branches b on b.id = u.branch_id where u.id = ${id}`;
  if (!row) throw refusal("user_not_found");
  return row;
}

/** A till stands in a branch: whoever has one open counts and closes it before they work elsewhere. */
async function assertAtNoTill(ctx: TxCtx, id: UserId): Promise<void> {
  const [till] = await sqlOf(ctx.db)`select 1 from till_sessions where user_id = ${id} and status <> 'closed'`;
  if (till) throw refusal("works_at_till");
}
