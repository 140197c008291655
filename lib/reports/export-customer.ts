import { sqlOf } from "@/db/client";
import { describeMovement } from "../accounts/load-movement";
import { statementPage } from "../accounts/statement";
import { actWords } from "../audit/acts";
import { decryptField } from "../audit/cipher";
import { record } from "../audit/record";
import { beforeAct } from "../command/before-act";
import { transact } from "../command/transact";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { decimalText } from "../core/money";
import { aboutCustomer } from "../customers/about-customer";
import { accountsOf, type CustomerRecord, loansOf, readCustomer } from "../customers/profile-queries";
import { numberOfDocument } from "../customers/read-document-number";
import { openScan, scansOf } from "../customers/scan-queries";
import { assertFresh, authorize } from "../identity/authorize";
import { takeTry } from "../identity/throttle";
import { templateTitle } from "../ledger/templates/registry";

const AT_ONCE = 500;

/**
 * Everything the bank holds of a customer that is theirs to have, as one JSON file, in pieces as they are read: facts,
 * documents with their numbers and pictures, declarations, guardians and whom they are one for, accounts with every
 * movement, loans, payees, sign-in and the acts on them. What the law keeps from disclosure is not in it. It is recorded before the first piece. Refuses `confirm_again`, `exported_too_often`.
 */
export async function exportCustomer(
  ctx: Ctx<StaffActor>,
  id: string,
): Promise<{ customer: CustomerRecord; pieces: AsyncGenerator<string> }> {
  const customer = await beforeAct(ctx, "customer.export", async () => {
    authorize(ctx.actor, "customer.export");
    const found = await readCustomer(ctx, id);
    authorize(ctx.actor, "customer.export", { branchId: found.branchId, customerIds: [found.id] });
    assertFresh(ctx.actor);
    return found;
  });
  const attempt = await takeTry(ctx.db, [{ rule: "export", of: [ctx.actor.userId, "customer"] }]);
  await transact(ctx, "customer.export", (inside) => {
    if (!attempt) throw refusal("exported_too_often");
    return record(inside, {
      act: "customer.exported",
      ...aboutCustomer(customer),
      reference: customer.customerNo,
    });
  });
  return { customer, pieces: piecesOf(ctx, customer) };
}

async function* piecesOf(ctx: Ctx<StaffActor>, customer: CustomerRecord): AsyncGenerator<string> {
  yield `{\n"exportedOn": ${JSON.stringify(ctx.businessDate)},\n"customer": ${json(await factsOf(ctx, customer))}`;
  yield `,\n"loans": ${json((await loansOf(ctx, customer.id, null)).map(loanFacts))}`;
  yield ',\n"pictures": ';
  yield* listOf(picturesOf(ctx, customer));
  yield ',\n"accounts": [';
  let first = true;
  // Whoever only signs for an account has no claim to what moved on it.
  const accounts = (await accountsOf(ctx, customer.id, null)).filter(({ role }) => role !== "signatory");
  for (const { blocks, booked, held, available, ...account } of accounts) {
    const money = (minor: bigint) => decimalText(minor, account.currency);
    const facts = { ...account, booked: money(booked), held: money(held), available: money(available), blocks };
    yield `${first ? "" : ","}\n${json(facts).slice(0, -1)},"movements": `;
    yield* listOf(movementsOf(ctx, account));
    yield "}";
    first = false;
  }
  yield '],\n"acts": ';
  yield* listOf(actsOn(ctx, customer));
  yield "\n}\n";
}

/** Amounts are text, as everywhere outside the ledger. */
const json = (value: unknown): string =>
  JSON.stringify(value, (_, one) => (typeof one === "bigint" ? one.toString() : one));

async function* listOf(items: AsyncGenerator<object>): AsyncGenerator<string> {
  let piece = "[";
  let first = true;
  for await (const item of items) {
    piece += `${first ? "" : ","}\n${json(item)}`;
    first = false;
    if (piece.length > 50_000) {
      yield piece;
      piece = "";
    }
  }
  yield `${piece}]`;
}

async function factsOf(ctx: Ctx<StaffActor>, customer: CustomerRecord): Promise<object> {
  const sql = sqlOf(ctx.db);
  const { id } = customer;
  const [documents, addresses, [declared], payees, [signIn], notices, behind, guardians, guardianOf, notes] =
    await Promise.all([
      sql<
        {
          id: never;
          kind: string;
          country: string;
          issuedOn: string | null;
          expiresOn: string;
          replacedAt: string | null;
        }[]
      >`
      select id, kind, issuing_country as country, issued_on::text as "issuedOn", expires_on::text as "expiresOn",
        replaced_at::text as "replacedAt"
      from identity_documents where customer_id = ${id} order by id`,
      sql`select kind, street, postcode, city, country from customer_addresses where customer_id = ${id} order by kind`,
      sql<{ cipher: string | null; at: string }[]>`
      select tax_number_cipher as cipher, declared_at::text as at from customer_declarations where customer_id = ${id}`,
      sql`
      select name, nickname, iban, removed_at::text as "removedAt" from beneficiaries where customer_id = ${id} order by id`,
      sql`
      select u.sign_in_name as name, u.created_at::text as "madeAt", u.last_sign_in_at::text as "lastSignInAt",
        (select count(*)::int from passkeys p where p.user_id = u.id and p.removed_at is null) as passkeys
      from users u where u.customer_id = ${id}`,
      sql`select to_jsonb(n) - 'customer_id' - 'user_id' as notice from notices n where customer_id = ${id} order by id`,
      sql`
      select o.full_name as organisation, o.customer_no as "organisationNo",
        p.director, p.signatory, p.control, p.share as "shareHundredths", p.chain_note as "chainNote", p.removed_at::text as "removedAt"
      from organisation_people p join customers o on o.id = p.organisation_id
      where p.customer_id = ${id} order by p.id`,
      sql`
      select w.full_name as guardian, w.customer_no as "guardianNo", g.basis, g.paper, g.from_day::text as "fromDay", g.ended_on::text as "endedOn"
      from customer_guardians g join customers w on w.id = g.guardian_id where g.customer_id = ${id} order by g.id`,
      sql`
      select m.full_name as minor, m.customer_no as "minorNo", g.basis, g.paper, g.from_day::text as "fromDay", g.ended_on::text as "endedOn"
      from customer_guardians g join customers m on m.id = g.customer_id where g.guardian_id = ${id} order by g.id`,
      sql`select note, written_at::text as "writtenAt" from customer_notes where customer_id = ${id} order by id`,
    ]);
  const place = { table: "customer_declarations", column: "tax_number_cipher", id };
  const { customerNo, fullName, birthDate, nationality, phone, email, status, nextReviewOn, branch } = customer;
  return {
    ...{ customerNo, fullName, birthDate, nationality, phone, email, status, nextReviewOn, branch },
    ...(customer.organisation ? { organisation: customer.organisation, people: customer.people } : {}),
    recordsMerged: customer.tookIn.map((one) => one.customerNo),
    addresses,
    documents: await Promise.all(
      documents.map(async (document) => ({ ...document, number: await numberOfDocument(ctx.db, document.id) })),
    ),
    declarations: customer.declarations && {
      ...customer.declarations,
      taxNumber: declared?.cipher ? decryptField(declared.cipher, place) : null,
      declaredAt: declared?.at ?? null,
    },
    behindOrganisations: behind,
    guardians,
    guardianOf,
    payees,
    notes,
    signIn: signIn ?? null,
    notices: notices.map(({ notice }) => notice),
  };
}

function loanFacts({ amount, outstanding, nextDue, ...loan }: Awaited<ReturnType<typeof loansOf>>[number]): object {
  const money = (minor: bigint | null) => (minor === null ? null : decimalText(minor, loan.currency));
  return { ...loan, amount: money(amount), outstanding: money(outstanding), nextDue: money(nextDue) };
}

/** One picture at a time: a few megabytes each. */
async function* picturesOf(ctx: Ctx<StaffActor>, { id }: CustomerRecord): AsyncGenerator<object> {
  for (const { id: scanId, side, pages, uploadedAtLocal, sha256 } of await scansOf(ctx, id)) {
    const { content, format } = await openScan(ctx, id, scanId);
    const whole = content.toString("base64");
    yield {
      side,
      pages,
      uploadedAt: uploadedAtLocal,
      sha256,
      ...(format === "pdf" ? { pdfBase64: whole } : { jpegBase64: whole }),
    };
  }
}

async function* movementsOf(
  ctx: Ctx<StaffActor>,
  { id, currency }: Pick<Awaited<ReturnType<typeof accountsOf>>[number], "id" | "currency">,
): AsyncGenerator<object> {
  for (let older: string | null | undefined; older !== null; ) {
    const page = await statementPage(ctx, id, {}, older ? { older } : {}, AT_ONCE);
    for (const row of page.rows) {
      const { text, note } = describeMovement(row.movement);
      yield {
        bookingDate: row.bookingDate,
        valueDate: row.valueDate,
        reference: row.reference,
        kind: templateTitle(row.movement.kind),
        text,
        note,
        change: decimalText(row.changeMinor, currency),
        balanceAfter: row.balanceMinor === null ? null : decimalText(row.balanceMinor, currency),
      };
    }
    older = page.older;
  }
}

async function* actsOn(ctx: Ctx<StaffActor>, { id }: CustomerRecord): AsyncGenerator<object> {
  for (let after: string | null = "00000000-0000-0000-0000-000000000000"; after !== null; ) {
    const rows: { id: string; at: string; act: string; result: string; channel: string }[] = await sqlOf(ctx.db)`
      select id, at::text as at, act, result, channel from audit_events
      where customer_id = ${id} and id > ${after} and act not like 'screening.%'
        and act not in ('customer.held', 'customer.hold', 'customer.hold_lifted', 'customer.lift_hold') order by id limit ${AT_ONCE}`;
    for (const { id: _, act, ...row } of rows) yield { ...row, act: actWords(act) };
    after = rows.length === AT_ONCE ? (rows.at(-1)?.id ?? null) : null;
  }
}
