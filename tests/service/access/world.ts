import sharp from "sharp";
import { sqlOf } from "@/db/client";
import { placeBlock } from "@/lib/accounts/place-block";
import { offerCash } from "@/lib/cash/offer-cash";
import { myTill } from "@/lib/cash/queries";
import { setCashLimit } from "@/lib/cash/set-cash-limit";
import { settleTill } from "@/lib/cash/settle-till";
import { type CustomerId, newId } from "@/lib/core/ids";
import { activateSession, openSession } from "@/lib/identity/session";
import { applyForAccount } from "@/lib/operations/apply-for-account";
import { addBeneficiary } from "@/lib/payments/add-beneficiary";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { depositCash, placeHold } from "../../support/booked";
import { coins } from "../../support/coins";
import { countAndClose, countAndHandOver, countOf } from "../../support/counting";
import { type TestDatabase, testDatabase } from "../../support/database";
import { carried } from "../../support/second-person";
import { lendingDesk, loanAt } from "../loans/lending";

/** A bank with one of everything that a command can be about, all of branch 001. */
export type World = {
  bank: TestBank;
  database: TestDatabase;
  customer: CustomerId;
  other: CustomerId;
  owner: Awaited<ReturnType<TestBank["customer"]>>["ctx"];
  stranger: Awaited<ReturnType<TestBank["customer"]>>["ctx"];
  account: { id: string; iban: string };
  payee: string;
  beneficiary: string;
  product: string;
  application: string;
  hold: string;
  block: string;
  loan: string;
  entry: string;
  receipt: string;
  session: string;
  till: string;
  freeTill: string;
  vault: string;
  count: string;
  difference: string;
  handover: string;
  offer: string;
  request: string;
  colleague: string;
  picture: Buffer;
  /** An id that nothing has. */
  nothing: string;
  /** Of the first customer's sign-in. */
  ownSession: string;
  passkey: string;
};

export async function oneOfEverything(): Promise<World> {
  const database = await testDatabase();
  const bank = await testBank(database.db);
  const sql = sqlOf(database.db);
  const [officer, manager, custodian] = [
    await bank.staff("service_officer"),
    await bank.staff("branch_manager"),
    await bank.staff("vault_custodian"),
  ];
  const [own, others] = [await bank.customer("Amina Okafor"), await bank.customer("Jonas Weber")];
  const [account, payee] = [await bank.account(own.id, 100_000n), await bank.account(others.id)];
  const { beneficiaryId } = await addBeneficiary(officer, {
    key: newKey(),
    customerId: own.id,
    name: "Jonas Weber",
    nickname: undefined,
    iban: payee.iban,
  });
  const { applicationId } = await applyForAccount(own.ctx, {
    key: newKey(),
    productVersionId: bank.products.savings,
  });
  const { holdId } = await placeHold(officer, {
    key: newKey(),
    accountId: account.id,
    amount: "1.00",
    reason: "dispute",
    note: undefined,
  });
  const loan = await loanAt(bank, await lendingDesk(bank), "active", { id: own.id, account });

  // A till that was short, and one that is open and has given cash to the vault.
  const short = await bank.teller(100_00n);
  const { countId } = await countAndClose(short, { key: newKey(), counts: { EUR: coins(95_00n) } });
  await carried(
    settleTill,
    { key: newKey(), countId: countId as never, reason: "Cannot say." },
    { maker: short, checker: manager },
  );
  const [difference] = await sql<{ id: string }[]>`select id from cash_differences where count_id = ${countId}`;
  const teller = await bank.teller(100_00n);
  const till = await myTill(teller);
  const { entryId, reference } = await depositCash(teller, {
    key: newKey(),
    iban: account.iban,
    amount: "10.00",
    notes: coins("10.00"),
    paidInBy: undefined,
    note: undefined,
  });
  const offered = await offerCash(teller, {
    key: newKey(),
    fromId: till?.tillId as never,
    toId: bank.branch("001").vaultId as never,
    currency: "EUR",
    amount: "10.00",
    notes: coins("10.00"),
  });
  const leaving = await bank.teller(20_00n);
  const colleague = await bank.staff("teller");
  const { handoverId } = await countAndHandOver(leaving, {
    key: newKey(),
    toId: colleague.actor.userId as never,
    counts: await countOf(leaving),
  });
  const { blockId } = await placeBlock(manager, {
    key: newKey(),
    accountId: account.id,
    kind: "debit",
    reason: "Asked to",
  });
  const asked = await setCashLimit(custodian, {
    key: newKey(),
    pointId: bank.branch("001").vaultId as never,
    currency: "EUR",
    maximum: "500,000.00",
    reason: "A fair",
  } as never);

  const { token } = await openSession(
    database.db,
    { userId: own.ctx.actor.userId, kind: "customer" },
    { proven: true },
  );
  await activateSession(database.db, token);
  const [ownSession] = await sql<{ id: string }[]>`select id from sessions where user_id = ${own.ctx.actor.userId}`;
  const passkey = newId<"passkey">();
  await sql`
    insert into passkeys (id, user_id, credential_id, public_key, counter, name)
    values (${passkey}, ${own.ctx.actor.userId}, 'credential', ${Buffer.from("key")}, 0, 'Telephone')`;

  return {
    bank,
    database,
    customer: own.id,
    other: others.id,
    owner: own.ctx,
    stranger: others.ctx,
    account,
    payee: payee.iban,
    beneficiary: beneficiaryId,
    product: bank.products.current,
    application: applicationId,
    hold: holdId,
    block: blockId,
    loan,
    entry: entryId,
    receipt: reference as string,
    session: till?.sessionId as string,
    till: till?.tillId as string,
    freeTill: bank.branch("001").tillIds[50] as string,
    vault: bank.branch("001").vaultId as string,
    count: countId,
    difference: difference?.id as string,
    handover: handoverId as string,
    offer: (offered as { offerId: string }).offerId,
    request: (asked as { pending: string }).pending,
    ownSession: ownSession?.id as string,
    passkey,
    colleague: colleague.actor.userId,
    picture: await sharp({ create: { width: 800, height: 500, channels: 3, background: "white" } })
      .png()
      .toBuffer(),
    nothing: newId<"none">(),
  };
}
