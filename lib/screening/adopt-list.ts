import type { z } from "zod";
import { sqlOf, type Transaction } from "@/db/client";
import { demandApproval } from "../approvals/demand-approval";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { authorize } from "../identity/authorize";
import { holdComparisons } from "./hold-lists";
import type { ListId } from "./load-list";
import { type adoptListInput, listNames } from "./schema";
import { currentList, type LoadedList, takeList } from "./take-list";

/**
 * Takes a loaded version of a list into use that leaves out more of the one in use than one officer alone may drop, once
 * a second officer has agreed. Refuses `list_not_found`, `list_overtaken`.
 */
export function adoptList(ctx: Ctx<StaffActor>, input: z.output<typeof adoptListInput>) {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "screening.adopt_list", key, input: asked }, async (inside) => {
    authorize(inside.actor, "screening.load");
    await holdComparisons(inside.db);
    const list = await waitingList(inside.db, asked.listId);
    const current = await currentList(inside, list.source);
    if (current && current.id > list.id) throw refusal("list_overtaken");
    const leftOut = current ? await leftOutOf(inside.db, current.id, list.id) : 0;
    const name = listNames[list.source];
    const pending = await demandApproval(inside, {
      kind: "screening.adopt_list",
      payload: input,
      subjectKind: "screening_list",
      subjectId: list.id,
      branchId: null,
      reason: asked.reason,
      before: { list: name, version: current?.version ?? null, entries: String(current?.entries ?? 0), left_out: null },
      after: { list: name, version: list.version, entries: String(list.entries), left_out: String(leftOut) },
      always: true,
    });
    if (pending) return pending;
    await takeList(inside, list, current);
    return { listId: list.id };
  });
}

/** How many entries of one version the other does not have. */
export async function leftOutOf(tx: Transaction, known: ListId, next: ListId): Promise<number> {
  const [row] = await sqlOf(tx)<{ count: number }[]>`
    select count(*)::int as count from screening_entries e
    where e.list_id = ${known} and not exists (
      select from screening_entries n where n.list_id = ${next} and n.ref = e.ref)`;
  return row?.count ?? 0;
}

async function waitingList(tx: Transaction, id: ListId): Promise<LoadedList> {
  const [row] = await sqlOf(tx)<LoadedList[]>`
    select id, source, version, encode(sha256, 'hex') as sha256, entries, names from screening_lists
    where id = ${id} and taken_at is null for update`;
  if (!row) throw refusal("list_not_found");
  return row;
}
