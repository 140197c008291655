import { createHash } from "node:crypto";
import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { encryptBytes } from "../audit/cipher";
import { customerDataKey, record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { BankError, refusal } from "../core/errors";
import { type CustomerId, type Id, newId } from "../core/ids";
import { authorize, may } from "../identity/authorize";
import { lockCustomer } from "./lock-customer";
import { readScan } from "./read-scan";
import type { addScanInput } from "./schema";

const MOST_PER_DOCUMENT = 10;
const MOST_A_DAY = 100;

/**
 * Adds a picture of a customer's identity document: made anew from what was uploaded, encrypted under the customer's key,
 * with its hash in the activity log. The same file again changes nothing.
 */
export async function addScan(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof addScanInput>,
): Promise<{ customerId: CustomerId }> {
  const about = { subjectKind: "customer", subjectId: input.customerId };
  // Reading a picture takes longer than a row may be locked.
  const clean = may(ctx.actor, "customer.onboard") ? await readScan(input).catch(refused) : refusal("not_permitted");
  const act = async (inside: TxCtx<StaffActor>) => {
    if (clean instanceof BankError) throw clean;
    const customer = await lockCustomer(inside.db, input.customerId);
    authorize(inside.actor, "customer.onboard", { branchId: customer.branchId, customerIds: [customer.id] });
    if (!customer.document) throw refusal("scan_no_document");
    const uploaded = sha256(input.content);
    if (await isThere(inside, customer.id, uploaded)) return { customerId: customer.id };
    await assertRoom(inside, customer.document.id, ctx.actor.userId);
    const id = newId<"documentScan">();
    const hash = sha256(clean.picture);
    const ciphertext = encryptBytes(await customerDataKey(inside.db, customer.id), clean.picture, id);
    await sqlOf(inside.db)`
      insert into document_scans (id, customer_id, document_id, side, sha256, uploaded_sha256, size, width, height, ciphertext, uploaded_by)
      values (${id}, ${customer.id}, ${customer.document.id}, ${input.side}, ${hash}, ${uploaded}, ${clean.picture.length},
        ${clean.width}, ${clean.height}, ${ciphertext}, ${ctx.actor.userId})`;
    const scan = { id, side: input.side, sha256: hash.toString("hex"), uploadedSha256: uploaded.toString("hex") };
    await record(inside, {
      act: "customer.scan_added",
      subjectKind: "customer",
      subjectId: customer.id,
      customerId: customer.id,
      reference: customer.customerNo,
      after: { scan: { ...scan, size: clean.picture.length } },
    });
    return { customerId: customer.id };
  };
  return transact(ctx, "customer.add_scan", act, about);
}

/** A refusal is recorded by the transaction like any other. */
function refused(error: unknown): BankError {
  if (error instanceof BankError) return error;
  throw error;
}

const sha256 = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();

async function isThere(ctx: TxCtx, customerId: CustomerId, uploaded: Buffer): Promise<boolean> {
  const [row] = await sqlOf(ctx.db)`
    select 1 from document_scans where customer_id = ${customerId} and uploaded_sha256 = ${uploaded}`;
  return row !== undefined;
}

async function assertRoom(ctx: TxCtx, documentId: Id<"identityDocument">, userId: string): Promise<void> {
  const [count] = await sqlOf(ctx.db)<{ here: number; today: number }[]>`
    select (select count(*)::int from document_scans where document_id = ${documentId}) as here,
      (select count(*)::int from document_scans where uploaded_by = ${userId} and uploaded_at > bank_now() - interval '1 day') as today`;
  if ((count?.here ?? 0) >= MOST_PER_DOCUMENT) throw refusal("scan_full");
  if ((count?.today ?? 0) >= MOST_A_DAY) throw refusal("scan_quota");
}
