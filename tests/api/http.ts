import { request } from "node:http";

export type Answer = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  cookies: string[];
  text: string;
};
export type Asked = { method?: string; headers?: Record<string, string>; body?: string | Buffer; chunked?: boolean };

/** One raw request: no header is added, followed or repaired on the way, as fetch would. */
export function ask(
  origin: string,
  path: string,
  { method = "GET", headers = {}, body, chunked }: Asked = {},
): Promise<Answer> {
  const { hostname, port } = new URL(origin);
  const length = framing(body, chunked);
  return new Promise((done, failed) => {
    const sent = request(
      { hostname, port, path, method, headers: { ...length, ...headers }, agent: false },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("error", failed);
        answer.on("end", () => {
          const text = Buffer.concat(parts).toString("utf8");
          done({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            cookies: answer.headers["set-cookie"] ?? [],
            text,
          });
        });
      },
    );
    sent.on("error", failed);
    sent.end(body);
  });
}

/** A form as a browser without JavaScript posts it. */
export function multipart(fields: Record<string, string> | [name: string, value: string][]): {
  headers: Record<string, string>;
  body: string;
} {
  const boundary = "----countinghouse";
  const parts = (Array.isArray(fields) ? fields : Object.entries(fields)).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return {
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
    body: `${parts.join("")}--${boundary}--\r\n`,
  };
}

/** A form with one file in it, as a browser without JavaScript posts it. */
export function withFile(
  field: string,
  { content, name, type }: { content: Buffer; name: string; type: string },
  fields: Record<string, string>,
): { headers: Record<string, string>; body: Buffer } {
  const part = (text: string) => Buffer.from(`------bank\r\nContent-Disposition: form-data; ${text}\r\n`);
  const body = Buffer.concat([
    ...Object.entries(fields).map(([one, value]) => part(`name="${one}"\r\n\r\n${value}`)),
    part(`name="${field}"; filename="${name}"\r\nContent-Type: ${type}\r\n`),
    content,
    Buffer.from("\r\n------bank--\r\n"),
  ]);
  return { headers: { "content-type": "multipart/form-data; boundary=----bank" }, body };
}

/** The hidden fields with which Next finds the action of a page's form, by a field that the form has. */
export function hiddenFields(html: string, having: string): Record<string, string> {
  const form = html.split("<form").find((part) => part.includes(`name="${having}"`));
  if (!form) throw new Error(`No form on this page has a field ${having}`);
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?/g)];
  return Object.fromEntries(hidden.map(([, name, value]) => [name as string, unescaped(value ?? "")]));
}

/** Every field of a page's form as it stands there, the first choice of each list, by a field that the form has. */
export function formFields(html: string, having: string): Record<string, string> {
  const form = html.split("<form").find((part) => part.includes(`name="${having}"`));
  if (!form) throw new Error(`No form on this page has a field ${having}`);
  const attribute = (tag: string, name: string) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];
  const fields: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) {
    const name = attribute(tag, "name");
    const unticked = /type="(radio|checkbox)"/.test(tag) && !/ checked/.test(tag);
    if (name && !unticked) fields[name] = unescaped(attribute(tag, "value") ?? "");
  }
  for (const [list, name] of form.matchAll(/<select\b[^>]* name="([^"]+)"[\s\S]*?<\/select>/g)) {
    const option = /<option[^>]* selected[^>]*>/.exec(list)?.[0] ?? /<option\b[^>]*>/.exec(list)?.[0] ?? "";
    fields[name as string] = unescaped(attribute(option, "value") ?? "");
  }
  return fields;
}

function unescaped(html: string): string {
  return html
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

function framing(body: string | Buffer | undefined, chunked = false): Record<string, string> {
  if (chunked) return { "transfer-encoding": "chunked" };
  return body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
}
