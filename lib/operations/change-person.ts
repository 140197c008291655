import { sqlOf } from "@/db/client";
import { transact } from "../command/transact";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import type { BranchId, UserId } from "../core/ids";
import { endSessions } from "../identity/end-sessions";
import type { ChangePersonInput } from "../identity/schema";
import { notify } from "../notifications/notify";
import { askToChange, colleagueToChange, recordChange } from "./colleague-change";

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
      const colleague = await colleagueToChange(inside, input.userId);
      const sql = sqlOf(inside.db);
      const [branch] = await sql<{ name: string }[]>`select name from branches where id = ${input.branchId}`;
      if (!branch) throw refusal("branch_not_found");
      const now = await detailsOf(inside, colleague.id);
      const wanted = { name: input.displayName, email: input.email ?? null, branch: branch.name };
      const moves = input.branchId !== now.branchId;
      if (!moves && wanted.name === now.name && wanted.email === now.email) throw refusal("person_unchanged");
      if (moves) await assertAtNoTill(inside, colleague.id);

      const change = { before: wordsOf(now), after: wordsOf(wanted) };
      const pending = await askToChange(
        inside,
        "staff.change_person",
        { id: colleague.id, branchId: null },
        input,
        change,
      );
      if (pending) return pending;

      await sql`
        update users set display_name = ${wanted.name}, email = ${wanted.email}, branch_id = ${input.branchId}
        where id = ${colleague.id}`;
      if (moves) await endSessions(inside, colleague.id);
      const readdressed = wanted.email !== now.email;
      if (readdressed)
        await sql`update password_links set used_at = bank_now() where user_id = ${colleague.id} and used_at is null`;
      await recordChange(inside, "staff.person_changed", colleague.id, change, input.reason);
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
