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
import { takeTry } from "../identity/throttle";
import { aboutCustomer } from "./about-customer";
import { type CustomerFacts, lockCustomer } from "./lock-customer";
import { readScan } from "./read-scan";
import { type addScanInput, organisationPapers, type ScanSide } from "./schema";

const MOST_PER_DOCUMENT = 10;
const MOST_A_DAY = 100;

/**
 * Adds a picture of a person's identity document or of a paper of an organisation's: made anew from what was uploaded,
 * encrypted under the customer's key, with its hash in the activity log. The same file again changes nothing.
 */
export async function addScan(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof addScanInput>,
): Promise<{ customerId: CustomerId }> {
  const about = { subjectKind: "customer", subjectId: input.customerId };
  // Reading a picture takes longer than a row may be locked.
  const clean = await readInTurn(ctx, input);
  const act = async (inside: TxCtx<StaffActor>) => {
    if (clean instanceof BankError) throw clean;
    const customer = await lockCustomer(inside.db, input.customerId);
    authorize(inside.actor, "customer.onboard", { branchId: customer.branchId, customerIds: [customer.id] });
    const documentId = documentFor(customer, input.side);
    const uploaded = sha256(input.content);
    if (await isThere(inside, customer.id, uploaded)) return { customerId: customer.id };
    await assertRoom(inside, { customerId: customer.id, documentId, side: input.side });
    const id = newId<"documentScan">();
    const hash = sha256(clean.content);
    const ciphertext = encryptBytes(await customerDataKey(inside.db, customer.id), clean.content, id);
    await sqlOf(inside.db)`
      insert into document_scans (id, customer_id, document_id, side, format, pages, sha256, uploaded_sha256, size, width, height, ciphertext, uploaded_by)
      values (${id}, ${customer.id}, ${documentId}, ${input.side}, ${clean.format}, ${clean.pages}, ${hash}, ${uploaded},
        ${clean.content.length}, ${clean.width}, ${clean.height}, ${ciphertext}, ${ctx.actor.userId})`;
    const scan = { id, side: input.side, sha256: hash.toString("hex"), uploadedSha256: uploaded.toString("hex") };
    await record(inside, {
      act: "customer.scan_added",
      ...aboutCustomer(customer),
      reference: customer.customerNo,
      after: { scan: { ...scan, size: clean.content.length, pages: clean.pages } },
    });
    return { customerId: customer.id };
  };
  return transact(ctx, "customer.add_scan", act, about);
}

/** The picture made anew, or why there is none: reading is work for whoever asks, so that it is counted before it is done. */
async function readInTurn(ctx: Ctx<StaffActor>, input: z.output<typeof addScanInput>) {
  if (!may(ctx.actor, "customer.onboard")) return refusal("not_permitted");
  if (!(await takeTry(ctx.db, [{ rule: "upload", of: [ctx.actor.userId] }]))) return refusal("scans_too_many");
  return readScan(input).catch(refused);
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

/** The identity document a picture hangs on; a paper of an organisation's hangs on the organisation. */
function documentFor(customer: CustomerFacts, side: ScanSide): Id<"identityDocument"> | null {
  const paper = organisationPapers.some((one) => one === side);
  if (paper !== (customer.kind === "organisation")) throw refusal("choose", { what: "what it shows" }, "side");
  if (paper) return null;
  if (!customer.document) throw refusal("scan_no_document");
  return customer.document.id;
}

type Place = { customerId: CustomerId; documentId: Id<"identityDocument"> | null; side: ScanSide };

async function assertRoom(ctx: TxCtx<StaffActor>, { customerId, documentId, side }: Place): Promise<void> {
  const [count] = await sqlOf(ctx.db)<{ here: number; today: number }[]>`
    select (select count(*)::int from document_scans
        where customer_id = ${customerId} and (document_id = ${documentId} or document_id is null and side = ${side})) as here,
      (select count(*)::int from document_scans where uploaded_by = ${ctx.actor.userId} and uploaded_at > bank_now() - interval '1 day') as today`;
  if ((count?.here ?? 0) >= MOST_PER_DOCUMENT) throw refusal("scan_full");
  if ((count?.today ?? 0) >= MOST_A_DAY) throw refusal("scan_quota");
}
