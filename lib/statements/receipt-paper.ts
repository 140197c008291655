import { amountInWords } from "../core/amount-words";
import { formatDate } from "../core/dates";
import { formatMaskedIban } from "../core/iban";
import { formatLocalTime } from "../core/local-time";
import { formatMinor, formatMoney, money } from "../core/money";
import { denominationName } from "../core/notes";
import type { CashSlip } from "./cash-slip";
import type { CountSlip } from "./count-slip";
import type { ExchangeSlip } from "./exchange-slip";
import type { Receipt } from "./receipt";

/** A receipt as it is printed: text only, line by line. */
export type Paper = {
  bank: string;
  place: string;
  title: string;
  amount: string;
  amountInWords: string;
  lines: { term: string; value: string; strong?: boolean; optional?: true }[];
  reference: string;
};

/** A movement's receipt in print; the account is masked, because paper gets lost. */
export function receiptPaper(receipt: Receipt): Paper {
  const { changeMinor, currency, balanceMinor, till, no, valueDate, bookingDate, note } = receipt;
  const amountMinor = changeMinor < 0n ? -changeMinor : changeMinor;
  return {
    bank: receipt.bank,
    place: [`${receipt.branch} branch`, till, no === null ? null : `No. ${String(no).padStart(4, "0")}`]
      .filter(Boolean)
      .join(" · "),
    title: receipt.title,
    amount: formatMoney(money(amountMinor, currency)),
    amountInWords: amountInWords(amountMinor, currency),
    lines: [
      { term: "Date and time", value: formatLocalTime(receipt.at) },
      ...(valueDate === bookingDate ? [] : [{ term: "Value date", value: formatDate(valueDate) }]),
      { term: "Account", value: formatMaskedIban(receipt.accountIban) },
      { term: "Name", value: receipt.accountOwner },
      ...(receipt.text.startsWith(receipt.title) && receipt.inCash ? [] : [{ term: "For", value: receipt.text }]),
      ...(receipt.exchanged ? [{ term: "Exchanged", value: receipt.exchanged }] : []),
      ...receipt.rates.map((rate) => ({ term: "Rate", value: rate })),
      ...(receipt.paidInBy ? [{ term: "Paid in by", value: receipt.paidInBy }] : []),
      ...(note ? [{ term: "Note", value: note }] : []),
      ...extraLines(receipt),
      { term: "Served by", value: receipt.servedBy },
      { term: "Balance after", value: formatMoney(money(balanceMinor, currency)), strong: true, optional: true },
    ],
    reference: receipt.reference,
  };
}

/** What a movement's amount alone does not say: until when it is held, and what it cost. */
export function extraLines({ fee, currency, isReversal, heldUntil }: Receipt): { term: string; value: string }[] {
  if (heldUntil) return [{ term: "Held until it is cleared", value: `about ${formatDate(heldUntil)}` }];
  if (!fee) return [];
  const amount = formatMoney(money(fee.minor, currency));
  if (fee.waived) return isReversal ? [] : [{ term: "Fee", value: `${amount}, waived` }];
  return [{ term: isReversal ? "Fee given back" : "Fee", value: amount }];
}

/** The receipt of notes against cash in print; the customer is named, because no account is. */
export function exchangePaper(slip: ExchangeSlip): Paper {
  return {
    bank: slip.bank,
    place: `${slip.branch} branch · ${slip.till} · No. ${String(slip.no).padStart(4, "0")}`,
    title: slip.title,
    amount: formatMoney(money(slip.amountMinor, slip.currency)),
    amountInWords: amountInWords(slip.amountMinor, slip.currency),
    lines: [
      { term: "Date and time", value: formatLocalTime(slip.at) },
      { term: "Name", value: slip.customer },
      { term: "Served by", value: slip.servedBy },
      ...slip.rates.map((rate) => ({ term: "Rate", value: rate })),
      { term: "Exchanged", value: slip.exchanged, strong: true },
    ],
    reference: slip.reference,
  };
}

/** The slip of a cash move in print. */
export function slipPaper(slip: CashSlip): Paper {
  return {
    bank: slip.bank,
    place: `${slip.branch} branch`,
    title: slip.title,
    amount: formatMoney(money(slip.amountMinor, slip.currency)),
    amountInWords: amountInWords(slip.amountMinor, slip.currency),
    lines: [
      { term: "Date and time", value: formatLocalTime(slip.at) },
      { term: "From", value: slip.from },
      { term: "To", value: slip.to },
      ...(slip.givenBy ? [{ term: "Given by", value: slip.givenBy }] : []),
      { term: slip.givenBy ? "Taken by" : "Moved by", value: slip.movedBy },
    ],
    reference: slip.reference,
  };
}

const countTitles = {
  opening: "Float counted",
  closing: "Till counted",
  handover: "Till handed over",
  spot: "Till counted",
};

/** The slip of a count in print: every note and coin, then what they come to. Empty currencies are left out. */
export function countPaper(slip: CountSlip): Paper {
  const [base] = slip.cash;
  const found = slip.cash.filter((one) => one.countedMinor > 0n);
  const shown = found.length > 0 ? found : base ? [base] : [];
  return {
    bank: slip.bank,
    place: `${slip.branch} branch · ${slip.till}`,
    title: countTitles[slip.kind],
    amount: shown.map(({ countedMinor, currency }) => formatMoney(money(countedMinor, currency))).join(" and "),
    amountInWords: "",
    lines: [
      { term: "Date and time", value: formatLocalTime(slip.at) },
      { term: "Counted by", value: slip.countedBy },
      ...shown.flatMap(({ currency, countedMinor, lines }) => [
        ...lines.map(({ valueMinor, quantity }) => ({
          term: `${quantity} × ${denominationName(valueMinor, currency)}`,
          value: formatMinor(valueMinor * BigInt(quantity), currency),
        })),
        { term: `Counted, ${currency}`, value: formatMinor(countedMinor, currency), strong: true },
      ]),
    ],
    reference: slip.reference,
  };
}
