import "server-only";
import { headers as sentHeaders } from "next/headers";
import { actorScope, type Ctx } from "../core/context";
import { BOM } from "../core/csv";
import { type BankError, isBankError, statusOf } from "../core/errors";
import { lineFor } from "./in-turn";
import { streamOf } from "./stream-of";

export type File = {
  /** Pieces are written as they are read. */
  body: BodyInit | AsyncGenerator<string>;
  type: string;
  name: string;
  /** Whether it begins with a byte-order mark, for spreadsheets. */
  mark?: boolean | undefined;
  /** What else a program may want to know of it. */
  headers?: Readonly<Record<string, string>>;
};

/** Files are made in turn, so that many at once leave the counter its share of the machine (control 68). */
const placeFor = lineFor({ atOnce: 2, waiting: 50, waitingEach: 2 });

/**
 * A file for a browser to keep, or what refuses it: the page that says why, where `back` knows one (the link to such a
 * file is a `ButtonLink` with `file`), and the bare sentence otherwise. Whoever asks keeps their place in the line until
 * the last piece is read; whoever asks for the headers alone reads none.
 */
export async function fileResponse(
  { actor }: Ctx,
  made: () => Promise<File>,
  back: (refused: BankError) => string | null = () => null,
): Promise<Response> {
  let leave = () => {};
  try {
    leave = await placeFor(actorScope(actor));
    const { body, type, name, mark, headers } = await made();
    const start = mark ? BOM : "";
    const unread = (await sentHeaders()).get("x-bank-method") === "HEAD";
    if (unread && isPieces(body)) await body.return(undefined);
    const streamed = isPieces(body) && !unread ? streamOf(body, { start, ended: leave }) : null;
    if (!streamed) leave();
    const whole = streamed ?? (typeof body === "string" ? start + body : (body as BodyInit));
    return new Response(unread ? null : whole, {
      headers: {
        "content-type": type,
        "content-disposition": `attachment; filename="${name}"`,
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
        ...headers,
      },
    });
  } catch (error) {
    leave();
    if (!isBankError(error)) throw error;
    const page = back(error);
    if (page) return new Response(null, { status: 303, headers: { location: page, "cache-control": "no-store" } });
    return new Response(error.sentence, { status: statusOf[error.code] });
  }
}

function isPieces(body: BodyInit | AsyncGenerator<string>): body is AsyncGenerator<string> {
  return typeof body === "object" && Symbol.asyncIterator in body && "next" in body;
}
