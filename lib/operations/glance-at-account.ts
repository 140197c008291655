import { accountInView } from "../accounts/account-in-view";
import type { AccountOwner, AccountPage } from "../accounts/queries";
import type { Ctx, StaffActor } from "../core/context";
import { formatDate } from "../core/dates";
import { refusal } from "../core/errors";
import { formatIban } from "../core/iban";
import { formatMoney, money } from "../core/money";
import { statusWords } from "../customers/rules";
import { may } from "../identity/authorize";
import { type Glance, type GlanceFact, known } from "./glance";

/**
 * One account that the viewer may open, at a glance: whose it is and what is on it. What identifies its owners is told to
 * those who may see customers. The look is recorded (control 53).
 */
export async function glanceAtAccount(ctx: Ctx<StaffActor>, id: string): Promise<Glance> {
  const account = await accountInView(ctx, id);
  if (!account) throw refusal("account_not_found");
  const { product, currency, branch, owners, bookedMinor, heldMinor, floorMinor, availableMinor } = account;
  const inWords = (minor: bigint) => formatMoney(money(minor, currency));
  const seesCustomers = may(ctx.actor, "customer.read");
  return {
    title: formatIban(account.iban),
    line: [product, currency, `${branch} branch`].join(" · "),
    flags: flagsOf(account, ctx),
    facts: owners.flatMap((owner) => ownerFacts(owner, seesCustomers)),
    amounts: {
      title: "Balance",
      rows: known([
        ["Booked", inWords(bookedMinor)],
        ["− Held", heldMinor > 0n ? inWords(-heldMinor) : null],
        ["+ Overdraft limit", floorMinor < 0n ? inWords(-floorMinor) : null],
        ["Available", inWords(availableMinor)],
      ]),
    },
  };
}

function ownerFacts({ name, role, birthDate, registrationNo, document }: AccountOwner, seen: boolean): GlanceFact[] {
  const identity = [
    birthDate ? formatDate(birthDate) : null,
    registrationNo ? `Register no. ${registrationNo}` : null,
    document ? `ID ··${document.last4} until ${formatDate(document.expiresOn)}` : null,
  ];
  return known([
    [role === "owner" ? "Owner" : "Joint owner", name],
    ["Identity", seen ? identity.filter(Boolean).join(" · ") : "Not shown to your role"],
  ]);
}

function flagsOf({ status, owners, dormancy, blocks }: AccountPage, { businessDate }: Ctx): string[] {
  return [
    ...(status === "active" ? [] : [`Account ${statusWords(status)}`]),
    ...owners.flatMap(({ deceasedOn, document }) => [
      ...(deceasedOn ? [`Owner died on ${formatDate(deceasedOn)}`] : []),
      ...(document && document.expiresOn < businessDate ? ["Document expired"] : []),
    ]),
    ...(dormancy ? [`Account ${dormancy.stage}`] : []),
    ...blocks.map(({ kind }) => STOPS[kind]),
  ];
}

const STOPS = {
  debit: "Blocked for payments out",
  credit: "Blocked for payments in",
  all: "Blocked for everything",
  freeze: "Frozen",
};
