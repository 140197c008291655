import { beginTillCount } from "@/lib/cash/begin-till-count";
import { closeTill } from "@/lib/cash/close-till";
import { depositCash } from "@/lib/cash/deposit-cash";
import { exchangeCash } from "@/lib/cash/exchange-cash";
import { offerCash } from "@/lib/cash/offer-cash";
import { openTill } from "@/lib/cash/open-till";
import { quoteOfNotes } from "@/lib/cash/quote-notes";
import { settleTill } from "@/lib/cash/settle-till";
import { takeCash } from "@/lib/cash/take-cash";
import { withdrawCash } from "@/lib/cash/withdraw-cash";
import type { StaffActor } from "@/lib/core/context";
import { daysBetween } from "@/lib/core/dates";
import type { Id } from "@/lib/core/ids";
import { decimalText } from "@/lib/core/money";
import type { Notes } from "@/lib/core/notes";
import { readRates } from "@/lib/exchange/read-rates";
import { approveRequest } from "@/lib/operations/decide-approval";
import { type Acts, FIRST_DAY, numbers, weekday } from "./acts";
import { amountOf, carried, DOLLARS, FLOAT, mix, pile } from "./banknotes";
import type { DemoBank } from "./found";
import { teamOf } from "./onboarding";
import { isHolder, type Person } from "./person";

/** A day at a branch's counter: cash from the vault, some customers, cash back to the vault. */
export async function cashDay(bank: DemoBank, acts: Acts, code: "001" | "002"): Promise<void> {
  const { teller, custodian, manager } = teamOf(bank, { branch: code });
  const { vaultId, tillIds } = bank.branches[code];
  const tillId = tillIds[0];
  const people = bank.people.filter((person) => person.branch === code).filter(isHolder);
  if (!tillId || people.length === 0) return;
  const random = numbers(daysBetween(FIRST_DAY, acts.today()) * 31 + (code === "001" ? 1 : 2));
  await openTill(acts.staff(teller), { key: acts.key(), tillId, counts: {} });
  const fromVault = { from: vaultId, to: tillId, giver: custodian, taker: teller };
  await handOver(acts, { ...fromVault, notes: FLOAT });
  await handOver(acts, { ...fromVault, notes: DOLLARS, currency: "USD" });
  let held: Notes = FLOAT;
  for (let n = 0; n < 4; n += 1) {
    const person = people[Math.floor(random() * people.length)];
    if (!person) continue;
    const whole = 20 + Math.floor(random() * 28) * 10;
    const paysIn = random() < 0.45;
    const minor = BigInt(whole) * 100n;
    const notes = paysIn ? carried(minor) : mix(minor, held);
    const cash = {
      key: acts.key(),
      iban: person.current.iban,
      amount: `${whole}.00`,
      notes,
      paidInBy: undefined,
      note: undefined,
    };
    const [outcome] = await (paysIn ? depositCash : withdrawCash).many([{ ctx: acts.staff(teller), input: cash }]);
    if (!(outcome instanceof Error)) held = pile(held, notes, paysIn ? 1 : -1);
  }
  const lost = acts.today() === SHORT_ON && code === "001" ? smallestNoteIn(held) : {};
  const dollars = await exchangeDollars(bank, acts, teller, people[Math.floor(random() * people.length)]);
  const toVault = { from: tillId, to: vaultId, giver: teller, taker: custodian };
  await handOver(acts, { ...toVault, notes: pile(held, lost, -1) });
  await handOver(acts, { ...toVault, notes: dollars, currency: "USD" });
  await beginTillCount(acts.staff(teller), { key: acts.key(), goal: "close" });
  const { countId, closed } = await closeTill(acts.staff(teller), { key: acts.key(), counts: {} });
  if (!closed) await settle(acts, countId, { teller, manager });
}

/** One evening a note was missing, and nobody has found it yet. */
const SHORT_ON = "2026-11-19";

function smallestNoteIn(held: Notes): Notes {
  const smallest = ["500", "1000", "2000", "5000"].find((value) => (held[value] ?? 0) > 0);
  return smallest ? { [smallest]: 1 } : {};
}

async function settle(acts: Acts, countId: string, { teller, manager }: { teller: StaffActor; manager: StaffActor }) {
  const reason = "One note is missing. The busiest hour was at noon.";
  const asked = await settleTill(acts.staff(teller), { key: acts.key(), countId: countId as Id<"cashCount">, reason });
  if (!("pending" in asked)) throw new Error("The shortage did not wait for a second person");
  await approveRequest(acts.staff(manager), { key: acts.key(), approvalId: asked.pending as never, seen: 1 });
}

/** On Mondays somebody takes dollars from their account for a trip, on Thursdays somebody brings some back. */
async function exchangeDollars(bank: DemoBank, acts: Acts, teller: StaffActor, person?: Person): Promise<Notes> {
  if (!person || !isHolder(person)) return DOLLARS;
  const takes = weekday(acts.today()) === 1;
  const notes: Notes = takes ? { "2000": 3 } : { "2000": 2, "1000": 1 };
  const asked = {
    way: takes ? "takes" : "brings",
    against: "account",
    currency: "USD",
    amount: amountOf(notes),
  } as const;
  const quoted = quoteOfNotes(await readRates(bank.db, acts.today()), "EUR", asked);
  const other = takes ? quoted.give : quoted.get;
  const input = {
    ...asked,
    key: acts.key(),
    iban: person.current.iban,
    notes,
    otherAmount: decimalText(other.minor, other.currency),
    otherNotes: {},
    quote: quoted.id,
  };
  const [outcome] = await exchangeCash.many([{ ctx: acts.staff(teller), input }]);
  return outcome instanceof Error ? DOLLARS : pile(DOLLARS, notes, takes ? -1 : 1);
}

type HandOver = {
  from: string;
  to: string;
  giver: StaffActor;
  taker: StaffActor;
  notes: Notes;
  currency?: "EUR" | "USD";
};

/** Cash from hand to hand: one counts it out, the other takes it. */
async function handOver(acts: Acts, { from, to, giver, taker, notes, currency = "EUR" }: HandOver): Promise<void> {
  const offer = {
    fromId: from as Id<"place">,
    toId: to as Id<"place">,
    currency,
    amount: amountOf(notes),
    notes,
  };
  const offered = await offerCash(acts.staff(giver), { ...offer, key: acts.key() });
  if (!("offerId" in offered)) throw new Error("The float waits for a second person");
  await takeCash(acts.staff(taker), { key: acts.key(), offerId: offered.offerId as Id<"cashOffer"> });
}
