import { sqlOf } from "@/db/client";
import { declareRelation } from "@/lib/operations/declare-relation";
import type { Acts } from "./acts";
import type { DemoBank } from "./found";
import { agreed } from "./set-limits";

/** A teller whose uncle banks here: they serve none of his accounts. */
export async function noteRelation(bank: DemoBank, acts: Acts): Promise<void> {
  const userId = bank.staff["teller.oldtown"]?.userId;
  const uncle = bank.people.find(({ name }) => name === "Josef Huber")?.id;
  if (!userId || !uncle) throw new Error("The teller or the uncle is not there");
  const [row] = await sqlOf(bank.db)<{ no: string }[]>`select customer_no as no from customers where id = ${uncle}`;
  await agreed(bank, acts, declareRelation, {
    userId,
    customerNo: row?.no ?? "",
    relation: "relative",
    reason: "Uncle, as declared when joining",
  });
}
