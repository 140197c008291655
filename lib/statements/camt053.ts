import { describeMovement, type Movement } from "../accounts/load-movement";
import type { StatementRow } from "../accounts/statement";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { decimalText } from "../core/money";
import { type AccountStatement, statementNumber } from "./account-statement";

/** Writes a statement as an ISO 20022 bank-to-customer statement (camt.053.001.08): balances, sums, and every booked entry. */
export function camt053(statement: AccountStatement, messageId: string): string {
  const { account, period, bank, rows, openingMinor, closingMinor, paidInMinor, paidOutMinor, final } = statement;
  const { currency, iban, owners, asOf } = account;
  const made = `${asOf.replace(" ", "T")}:00`;
  const paidIn = rows.filter(({ changeMinor }) => changeMinor > 0n).length;
  const summary = [
    tag("TtlNtries", [
      text("NbOfNtries", String(rows.length)),
      text("Sum", decimalText(paidInMinor + paidOutMinor, currency)),
      tag("TtlNetNtry", [
        text("Amt", decimalText(size(paidInMinor - paidOutMinor), currency)),
        side(paidInMinor - paidOutMinor),
      ]),
    ]),
    tag("TtlCdtNtries", [text("NbOfNtries", String(paidIn)), text("Sum", decimalText(paidInMinor, currency))]),
    tag("TtlDbtNtries", [
      text("NbOfNtries", String(rows.length - paidIn)),
      text("Sum", decimalText(paidOutMinor, currency)),
    ]),
  ];
  const stmt = tag("Stmt", [
    text("Id", statementNumber(period)),
    text("CreDtTm", made),
    tag("FrToDt", [text("FrDtTm", `${period.from}T00:00:00`), text("ToDtTm", `${period.to}T23:59:59`)]),
    tag("Acct", [
      tag("Id", [text("IBAN", iban)]),
      text("Ccy", currency),
      tag("Ownr", [text("Nm", owners.map(({ name }) => name).join(", "), 140)]),
      tag("Svcr", [tag("FinInstnId", [text("BICFI", bank.bic), text("Nm", bank.name, 140)])]),
    ]),
    balance("OPBD", openingMinor, currency, period.from),
    // A day that is not closed may still change: its balance is an interim one.
    balance(final ? "CLBD" : "ITBD", closingMinor, currency, period.to),
    tag("TxsSummry", summary),
    ...rows.map((row, at) => entry(row, at + 1, currency, bank.bic)),
  ]);
  const head = tag("GrpHdr", [text("MsgId", messageId, 35), text("CreDtTm", made)]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">${tag("BkToCstmrStmt", [head, stmt])}</Document>\n`;
}

function entry(row: StatementRow, no: number, currency: Currency, bic: string): string {
  const { movement, changeMinor, reference } = row;
  const { text: said, note } = describeMovement(movement);
  const details = [
    tag("Refs", [text("AcctSvcrRef", reference, 35), text("ChqNb", movement.cheque?.number ?? "", 35)]),
    parties(movement, changeMinor),
    note ? tag("RmtInf", [text("Ustrd", note, 140)]) : "",
  ];
  return tag("Ntry", [
    text("NtryRef", String(no)),
    `<Amt Ccy="${currency}">${decimalText(size(changeMinor), currency)}</Amt>`,
    side(changeMinor),
    movement.reversal ? text("RvslInd", "true") : "",
    tag("Sts", [text("Cd", "BOOK")]),
    tag("BookgDt", [text("Dt", row.bookingDate)]),
    tag("ValDt", [text("Dt", row.valueDate)]),
    text("AcctSvcrRef", reference, 35),
    tag("BkTxCd", [
      domain(movement, changeMinor),
      tag("Prtry", [text("Cd", movement.isFee ? "fee" : movement.kind, 35), text("Issr", bic)]),
    ]),
    tag("NtryDtls", [tag("TxDtls", details)]),
    text("AddtlNtryInf", said, 500),
  ]);
}

function balance(code: "OPBD" | "CLBD" | "ITBD", minor: bigint, currency: Currency, day: BusinessDate): string {
  return tag("Bal", [
    tag("Tp", [tag("CdOrPrtry", [text("Cd", code)])]),
    `<Amt Ccy="${currency}">${decimalText(size(minor), currency)}</Amt>`,
    side(minor),
    tag("Dt", [text("Dt", day)]),
  ]);
}

/** Who is on the other side, as far as the reader may know it. */
function parties({ transfer, incoming, isFee }: Movement, changeMinor: bigint): string {
  if (isFee) return "";
  const [party, account] = changeMinor < 0n ? ["Cdtr", "CdtrAcct"] : ["Dbtr", "DbtrAcct"];
  if (transfer) {
    const name = transfer.otherName ? tag(party as string, [tag("Pty", [text("Nm", transfer.otherName, 140)])]) : "";
    return tag("RltdPties", [name, tag(account as string, [tag("Id", [text("IBAN", transfer.otherIban)])])]);
  }
  return incoming ? tag("RltdPties", [tag("Dbtr", [tag("Pty", [text("Nm", incoming.remitter, 140)])])]) : "";
}

/** Domain, family and sub-family of the kinds that have their own; the rest is other money in or out. */
function domain({ kind, isFee, reversal }: Movement, changeMinor: bigint): string {
  const paidIn = changeMinor > 0n;
  const other = paidIn ? "MCOP" : "MDOP";
  const [code, family, sub] = isFee
    ? ["PMNT", other, "CHRG"]
    : reversal
      ? ["PMNT", other, "ADJT"]
      : kind === "cash_deposit"
        ? ["PMNT", "CNTR", "CDPT"]
        : kind === "cash_withdrawal"
          ? ["PMNT", "CNTR", "CWDL"]
          : kind === "transfer"
            ? ["PMNT", paidIn ? "RCDT" : "ICDT", "BOOK"]
            : /interest/.test(kind)
              ? ["ACMT", other, "INTR"]
              : ["PMNT", other, "OTHR"];
  return tag("Domn", [
    text("Cd", code as string),
    tag("Fmly", [text("Cd", family as string), text("SubFmlyCd", sub as string)]),
  ]);
}

const size = (minor: bigint) => (minor < 0n ? -minor : minor);
const side = (minor: bigint) => text("CdtDbtInd", minor < 0n ? "DBIT" : "CRDT");

/** An element of others; without any it is left out. */
function tag(name: string, children: readonly string[]): string {
  const inside = children.join("");
  return inside === "" ? "" : `<${name}>${inside}</${name}>`;
}

const ESCAPED: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

/** An element of text, cut to what the standard takes and without what XML cannot carry; without text it is left out. */
function text(name: string, said: string, most = 35): string {
  const carried = [
    ...said
      .normalize("NFC")
      .replace(/[\p{Cc}\p{Cs}\ufffe\uffff]+/gu, " ")
      .trim(),
  ]
    .slice(0, most)
    .join("")
    .trim();
  return carried === "" ? "" : `<${name}>${carried.replace(/[&<>"']/g, (letter) => ESCAPED[letter] ?? "")}</${name}>`;
}
