import { exportStatement } from "../accounts/export-statement";
import { readStatementQuery, type StatementQuery } from "../accounts/statement-filters";
import type { Ctx } from "../core/context";
import { refusal } from "../core/errors";
import { readPeriod, statementNumber } from "./account-statement";
import { exportCamt053 } from "./export-camt053";
import { printStatement } from "./print-statement";

export const statementFormats = ["pdf", "csv", "camt053"] as const;
export type StatementFormat = (typeof statementFormats)[number];

type StatementFile = {
  body: string | Uint8Array<ArrayBuffer> | AsyncGenerator<string>;
  type: string;
  name: string;
  /** Whether it begins with the mark by which spreadsheets know letters with accents. */
  mark?: boolean;
};

/**
 * An account's statement as a file: PDF and camt.053 over a whole period, CSV of the rows that the same filters show on
 * a screen. Refuses what is no period, `account_not_found`, `statement_long`, `papers_too_often`.
 */
export async function statementFile(
  ctx: Ctx,
  id: string,
  format: StatementFormat,
  query: StatementQuery & { mark?: string },
): Promise<StatementFile> {
  if (format === "csv") {
    const { mark, ...asked } = query;
    const { account, chosen, lines } = await exportStatement(
      ctx,
      id,
      (currency) => readStatementQuery(asked, currency, ctx.businessDate).filters,
    );
    const { from, to } = chosen;
    return {
      body: lines,
      mark: mark !== "no",
      type: "text/csv; charset=utf-8",
      name: `statement-${account.iban}-${from && to ? inName(statementNumber({ from, to })) : ctx.businessDate}.csv`,
    };
  }
  const { period, fault } = readPeriod(query, ctx.businessDate);
  if (fault) throw fault;
  if (format === "pdf") {
    const { file, iban, number } = await printStatement(ctx, id, period);
    return { body: new Uint8Array(file), type: "application/pdf", name: `statement-${iban}-${inName(number)}.pdf` };
  }
  const { file, iban, number } = await exportCamt053(ctx, id, period);
  return { body: file, type: "application/xml; charset=utf-8", name: `camt.053-${iban}-${inName(number)}.xml` };
}

const inName = (number: string) => number.replace("/", "-to-");

const TOLD = ["statement_long", "papers_too_often"] as const;

/** The sentence of what refused a file a moment ago, as its page is told in the URL; nothing else is said there. */
export function whyNoFile(reason: string | undefined): string | undefined {
  const known = TOLD.find((one) => one === reason);
  return known && refusal(known).sentence;
}
