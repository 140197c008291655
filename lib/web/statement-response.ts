import "server-only";
import { notFound } from "next/navigation";
import type { NextRequest } from "next/server";
import { statementNames } from "../accounts/statement-filters";
import type { Ctx } from "../core/context";
import { type StatementFormat, statementFormats } from "../statements/statement-file";
import { type File, fileResponse } from "./file-response";

type Query = Partial<Record<(typeof statementNames)[number] | "mark", string>>;

/** The file of a statement that an address asks for; what refuses it leads back to the page of statements with what was asked. */
export async function statementResponse(
  ctx: Ctx,
  request: NextRequest,
  { page, format }: { page: string; format: string },
  made: (format: StatementFormat, query: Query) => Promise<File>,
): Promise<Response> {
  const known = statementFormats.find((one) => one === format) ?? notFound();
  const asked = request.nextUrl.searchParams;
  const query: Query = {};
  for (const name of [...statementNames, "mark"] as const) query[name] = asked.get(name)?.slice(0, 600) || undefined;
  return fileResponse(
    ctx,
    () => made(known, query),
    ({ code, reason }) => {
      if (code === "not_found" || code === "forbidden") return null;
      asked.set("refused", reason);
      return `${page}?${asked}`;
    },
  );
}
