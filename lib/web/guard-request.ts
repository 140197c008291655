import { refusal } from "../core/errors";
import { LIST_MAX_BYTES } from "../screening/list-size";

/** What the proxy needs to know of a request before anything else looks at it. */
export type Incoming = { method: string; path: string; headers: Headers };
export type Rejection = { status: 403 | 411 | 413; title: string; sentence: string };

const MAX_BODY_BYTES = 64 * 1024;
/** Pictures of documents have a route and a limit of their own: five million bytes and the form around them. */
const PICTURES = /^\/customers\/[0-9a-f-]{36}\/scans\/add$/;
const MAX_PICTURE_BYTES = 5_000_000 + MAX_BODY_BYTES;
/** Forms that carry files, each with the most it may carry. */
const LARGER: Readonly<Record<string, number>> = { "/screening/lists/load": LIST_MAX_BYTES };

/** Why a request goes no further, or null: another site's doing (control 8), or a body too large to be a form. */
export function rejection({ method, path, headers }: Incoming, origin: string): Rejection | null {
  if (method === "GET" || method === "HEAD") return null;
  if (!path.startsWith("/api/v1/") && !fromOwnPages(headers, origin)) {
    return {
      status: 403,
      title: "Not sent from here",
      sentence: "This request did not come from the bank's own pages. Open the page again.",
    };
  }
  const length = headers.get("content-length");
  if (length === null ? headers.has("transfer-encoding") : !/^\d{1,9}$/.test(length)) {
    return { status: 411, title: "Length missing", sentence: "Send this form with its length." };
  }
  if (PICTURES.test(path)) {
    if (Number(length) <= MAX_PICTURE_BYTES) return null;
    return { status: 413, title: "Too large", sentence: refusal("scan_too_large").sentence };
  }
  const larger = Object.hasOwn(LARGER, path) ? LARGER[path] : undefined;
  if (length !== null && Number(length) > (larger ?? MAX_BODY_BYTES)) {
    const sentence = larger
      ? `These files are larger than ${larger / 1024 / 1024} MB together. Send the files of one list only.`
      : "This form carries more than 64 kB. Shorten what you typed.";
    return { status: 413, title: "Too large", sentence };
  }
  return null;
}

/** The browser says where a form was: absent, `null`, malformed or foreign origins are all another site's. */
export function fromOwnPages(headers: Headers, origin: string): boolean {
  const site = headers.get("sec-fetch-site");
  return headers.get("origin") === origin && (site === null || site === "same-origin");
}
