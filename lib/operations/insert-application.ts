import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import type { CustomerActor, TxCtx } from "../core/context";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import { type BranchId, type CustomerId, type Id, newId } from "../core/ids";
import { hasDeclared } from "../customers/declarations";
import { takeTry } from "../identity/throttle";
import type { ApplicationFacts } from "./lock-application";

/** Who applies, as what they may have depends on it. */
export type Applying = {
  id: CustomerId;
  kind: "individual" | "organisation";
  birthDate: BusinessDate | null;
  branchId: BranchId;
};

/**
 * The customer who applies at their own screen, held as they are. Refuses `apply_at_branch` for whom nothing can be opened
 * now; why is between them and their branch.
 */
export async function applicantOf(ctx: TxCtx<CustomerActor>): Promise<Applying> {
  const sql = sqlOf(ctx.db);
  const [row] = await sql<(Applying & { open: boolean })[]>`
    select id, kind, birth_date::text as "birthDate", branch_id as "branchId",
      status = 'active' and deceased_on is null and risk_rating is distinct from 'prohibited' and ${hasDeclared(sql, sql`customers.id`)}
        and not exists (select from senior_consents s where s.customer_id = customers.id and s.given_at is null) as open
    from customers where id = ${ctx.actor.customerId} for share`;
  if (!row?.open) throw refusal("apply_at_branch");
  return row;
}

type Wanted = {
  applicant: Applying;
  productVersionId: string;
  product: string;
  /** The branch whose officers decide. */
  branchId: BranchId;
  deposit: ApplicationFacts["deposit"];
};

/**
 * Keeps what a customer applies for, until an officer decides. Refuses `application_waits` while the same is waiting, and
 * `applications_too_many` for whoever applies again and again.
 */
export async function insertApplication(
  ctx: TxCtx<CustomerActor>,
  { applicant, productVersionId, product, branchId, deposit }: Wanted,
): Promise<{ applicationId: Id<"accountApplication"> }> {
  const attempt = await takeTry(ctx.db, [{ rule: "application", of: [applicant.id] }]);
  if (!attempt) throw refusal("applications_too_many");
  const id = newId<"accountApplication">();
  const [kept] = await sqlOf(ctx.db)`
    insert into account_applications (id, customer_id, branch_id, product_version_id, from_account_id, amount_minor, months, instruction, applied_by)
    values (${id}, ${applicant.id}, ${branchId}, ${productVersionId}, ${deposit?.from ?? null},
      ${deposit ? deposit.minor.toString() : null}::bigint, ${deposit?.months ?? null}, ${deposit?.instruction ?? null}, ${ctx.actor.userId})
    on conflict (customer_id, product_version_id) where status = 'pending' do nothing returning id`;
  if (!kept) throw refusal("application_waits");
  await record(ctx, {
    act: "account.applied",
    subjectKind: "account_application",
    subjectId: id,
    customerId: applicant.id,
    after: { product, months: deposit?.months ?? null, instruction: deposit?.instruction ?? null },
  });
  return { applicationId: id };
}
