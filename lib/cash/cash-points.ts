import { sqlOf, type Transaction } from "@/db/client";
import type { StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import type { BranchId, UserId } from "../core/ids";
import { authorize } from "../identity/authorize";

/** A till or vault, and who has the till open. */
export type CashPoint = {
  id: string;
  kind: "till" | "vault";
  name: string;
  branchId: BranchId;
  holder: UserId | null;
  sessionId: string | null;
  status: "open" | "suspended" | "counting" | null;
};

/** Tills and vaults by their id, with their sessions as they stand now. */
export async function pointsOf(tx: Transaction, ids: readonly string[]): Promise<Map<string, CashPoint>> {
  const rows = await sqlOf(tx)<CashPoint[]>`
    select p.id, p.kind, p.name, p.branch_id as "branchId", s.user_id as holder, s.id as "sessionId", s.status
    from cash_points p left join till_sessions s on s.till_id = p.id and s.status <> 'closed'
    where p.id = any(${[...new Set(ids)]}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** Cash is given and taken by whoever holds its place: the teller whose till is open, or the keeper of the branch's vault. */
export function assertHolds(actor: StaffActor, place: CashPoint): void {
  authorize(actor, place.kind === "till" ? "till.operate" : "vault.move", { branchId: place.branchId });
  if (place.kind === "vault") return;
  if (place.holder !== actor.userId) throw refusal("not_your_cash");
  assertServes(place);
}

/** A till that is suspended or being counted neither gives nor takes. */
export function assertServes({ kind, status }: CashPoint): void {
  if (kind === "vault" || status === "open") return;
  if (status === "counting") throw refusal("till_counting");
  throw refusal(status === "suspended" ? "till_suspended" : "till_not_open");
}
