import { bookJournal } from "@/lib/ledger/book-journal";
import { bookJournalInput } from "@/lib/ledger/schema";
import type { Acts } from "./acts";
import type { DemoBank } from "./found";
import { agreedBy } from "./set-limits";

/** What the central bank charges for the settlement account, entered by hand by one finance officer, agreed to by the other. */
export async function bankCharges({ staff }: DemoBank, acts: Acts): Promise<void> {
  const { finance, finance2 } = staff;
  if (!finance2) throw new Error("The demo bank lacks a second finance officer");
  const [month, amount] = [acts.today().slice(0, 7), `${140 + Number(acts.today().slice(5, 7)) * 3}.50`];
  const line = { branch1: finance.branchId, branch2: finance.branchId };
  const input = bookJournalInput.parse({
    ...line,
    key: acts.key(),
    currency: "EUR",
    bookedOn: acts.today(),
    document: `Central bank, statement of charges ${month}`,
    reason: "Charges for the settlement account",
    account1: "5410",
    debit1: amount,
    account2: "1100",
    credit2: amount,
  });
  await agreedBy({ maker: finance, checker: finance2 }, acts, bookJournal, input);
}
