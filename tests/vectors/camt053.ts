/**
 * What ISO 20022 says of a bank-to-customer statement, version camt.053.001.08, as far as the bank writes one: for each
 * type its parts in their order, how often each may stand there, and what a text must look like. Restated from the
 * published schema; parts that the bank never writes are left out, so that writing one fails too.
 */
export type Part = { name: string; type: string; least: 0 | 1; most: number };
const one = (name: string, type: string): Part => ({ name, type, least: 1, most: 1 });
const may = (name: string, type: string): Part => ({ name, type, least: 0, most: 1 });
const some = (name: string, type: string, least: 0 | 1): Part => ({
  name,
  type,
  least,
  most: Number.POSITIVE_INFINITY,
});

export const NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";

/** Types of parts in a sequence; `oneOf` are choices. */
export const types: Record<string, readonly Part[]> = {
  Document: [one("BkToCstmrStmt", "BankToCustomerStatementV08")],
  BankToCustomerStatementV08: [one("GrpHdr", "GroupHeader81"), some("Stmt", "AccountStatement9", 1)],
  GroupHeader81: [one("MsgId", "Max35Text"), one("CreDtTm", "ISODateTime")],
  AccountStatement9: [
    one("Id", "Max35Text"),
    may("CreDtTm", "ISODateTime"),
    may("FrToDt", "DateTimePeriod1"),
    one("Acct", "CashAccount39"),
    some("Bal", "CashBalance8", 1),
    may("TxsSummry", "TotalTransactions6"),
    some("Ntry", "ReportEntry10", 0),
  ],
  DateTimePeriod1: [one("FrDtTm", "ISODateTime"), one("ToDtTm", "ISODateTime")],
  CashAccount39: [
    one("Id", "AccountIdentification4Choice"),
    may("Ccy", "CurrencyCode"),
    may("Ownr", "PartyIdentification135"),
    may("Svcr", "BranchAndFinancialInstitutionIdentification6"),
  ],
  CashAccount38: [one("Id", "AccountIdentification4Choice"), may("Ccy", "CurrencyCode")],
  AccountIdentification4Choice: [one("IBAN", "IBAN2007Identifier")],
  PartyIdentification135: [may("Nm", "Max140Text")],
  BranchAndFinancialInstitutionIdentification6: [one("FinInstnId", "FinancialInstitutionIdentification18")],
  FinancialInstitutionIdentification18: [may("BICFI", "BICFIDec2014Identifier"), may("Nm", "Max140Text")],
  CashBalance8: [
    one("Tp", "BalanceType13"),
    one("Amt", "CurrencyAndAmount"),
    one("CdtDbtInd", "CreditDebitCode"),
    one("Dt", "DateAndDateTime2Choice"),
  ],
  BalanceType13: [one("CdOrPrtry", "BalanceType10Choice")],
  BalanceType10Choice: [one("Cd", "ExternalCode")],
  DateAndDateTime2Choice: [one("Dt", "ISODate")],
  TotalTransactions6: [
    may("TtlNtries", "NumberAndSumOfTransactions4"),
    may("TtlCdtNtries", "NumberAndSumOfTransactions1"),
    may("TtlDbtNtries", "NumberAndSumOfTransactions1"),
  ],
  NumberAndSumOfTransactions4: [
    may("NbOfNtries", "Max15NumericText"),
    may("Sum", "DecimalNumber"),
    may("TtlNetNtry", "AmountAndDirection35"),
  ],
  NumberAndSumOfTransactions1: [may("NbOfNtries", "Max15NumericText"), may("Sum", "DecimalNumber")],
  AmountAndDirection35: [one("Amt", "DecimalNumber"), one("CdtDbtInd", "CreditDebitCode")],
  ReportEntry10: [
    may("NtryRef", "Max35Text"),
    one("Amt", "CurrencyAndAmount"),
    one("CdtDbtInd", "CreditDebitCode"),
    may("RvslInd", "TrueFalseIndicator"),
    one("Sts", "EntryStatus1Choice"),
    may("BookgDt", "DateAndDateTime2Choice"),
    may("ValDt", "DateAndDateTime2Choice"),
    may("AcctSvcrRef", "Max35Text"),
    one("BkTxCd", "BankTransactionCodeStructure4"),
    some("NtryDtls", "EntryDetails9", 0),
    may("AddtlNtryInf", "Max500Text"),
  ],
  EntryStatus1Choice: [one("Cd", "ExternalCode")],
  BankTransactionCodeStructure4: [
    may("Domn", "BankTransactionCodeStructure5"),
    may("Prtry", "ProprietaryBankTransactionCodeStructure1"),
  ],
  BankTransactionCodeStructure5: [one("Cd", "ExternalCode"), one("Fmly", "BankTransactionCodeStructure6")],
  BankTransactionCodeStructure6: [one("Cd", "ExternalCode"), one("SubFmlyCd", "ExternalCode")],
  ProprietaryBankTransactionCodeStructure1: [one("Cd", "Max35Text"), may("Issr", "Max35Text")],
  EntryDetails9: [some("TxDtls", "EntryTransaction10", 0)],
  EntryTransaction10: [
    may("Refs", "TransactionReferences6"),
    may("RltdPties", "TransactionParties6"),
    may("RmtInf", "RemittanceInformation16"),
  ],
  TransactionReferences6: [may("AcctSvcrRef", "Max35Text"), may("ChqNb", "Max35Text")],
  TransactionParties6: [
    may("Dbtr", "Party40Choice"),
    may("DbtrAcct", "CashAccount38"),
    may("Cdtr", "Party40Choice"),
    may("CdtrAcct", "CashAccount38"),
  ],
  Party40Choice: [one("Pty", "PartyIdentification135")],
  RemittanceInformation16: [some("Ustrd", "Max140Text", 0)],
};

const text = (most: number) => new RegExp(`^[^]{1,${most}}$`, "u");

/** What the texts of simple types look like. */
export const texts: Record<string, RegExp> = {
  Max35Text: text(35),
  Max140Text: text(140),
  Max500Text: text(500),
  Max15NumericText: /^\d{1,15}$/,
  ISODate: /^\d{4}-\d{2}-\d{2}$/,
  ISODateTime: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/,
  CurrencyCode: /^[A-Z]{3}$/,
  CreditDebitCode: /^(CRDT|DBIT)$/,
  TrueFalseIndicator: /^(true|false)$/,
  ExternalCode: /^[A-Z]{4}$/,
  IBAN2007Identifier: /^[A-Z]{2}\d{2}[a-zA-Z0-9]{1,30}$/,
  BICFIDec2014Identifier: /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/,
  // Both: never below zero, eighteen digits at most; five of them after the point, where a currency stands beside it.
  DecimalNumber: /^(?=[\d.]{1,19}$)\d+(\.\d{1,17})?$/,
  CurrencyAndAmount: /^(?=[\d.]{1,19}$)\d+(\.\d{1,5})?$/,
};

export type Node = { name: string; attributes: string; children: Node[]; text: string };

/** Reads XML as strictly as it needs to: no entity but the five, nothing left open. */
export function readXml(xml: string): Node {
  const root: Node = { name: "", attributes: "", children: [], text: "" };
  const open: Node[] = [root];
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, "");
  for (const [, end, name = "", attributes = "", said = ""] of body.matchAll(
    /<(\/?)([A-Za-z0-9]+)([^<>]*)>|([^<]+)/g,
  )) {
    const here = open.at(-1) as Node;
    if (!name) here.text += unescaped(said);
    else if (end) {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes another`);
    } else {
      const node: Node = { name, attributes: attributes.trim(), children: [], text: "" };
      here.children.push(node);
      open.push(node);
    }
  }
  const [whole] = root.children;
  if (open.length !== 1 || !whole || root.children.length !== 1) throw new Error("Not one whole document");
  return whole;
}

function unescaped(said: string): string {
  const five: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  return said.replace(/&([^;]*);?/g, (all, name: string) => five[name] ?? `?${all}?`);
}

/** Everything in which a document is not what the standard says, with where. */
export function faultsOf(node: Node, type = "Document", path = node.name): string[] {
  const parts = types[type];
  if (!parts) {
    const shape = texts[type] as RegExp;
    const currency = type === "CurrencyAndAmount" ? /^Ccy="[A-Z]{3}"$/ : /^$/;
    return [
      ...(node.children.length > 0 ? [`${path} has parts`] : []),
      ...(currency.test(node.attributes) ? [] : [`${path} has the attributes ${node.attributes || "none"}`]),
      ...(shape.test(node.text) ? [] : [`${path} says ${JSON.stringify(node.text)}`]),
    ];
  }
  const faults = node.text.trim() === "" ? [] : [`${path} says ${JSON.stringify(node.text)}`];
  let at = 0;
  for (const { name, type: of, least, most } of parts) {
    let found = 0;
    for (; node.children[at]?.name === name; at += 1) {
      found += 1;
      faults.push(...faultsOf(node.children[at] as Node, of, `${path}/${name}`));
    }
    if (found < least || found > most) faults.push(`${path} has ${found} ${name}`);
  }
  return at === node.children.length ? faults : [...faults, `${path} goes on with ${node.children[at]?.name}`];
}
