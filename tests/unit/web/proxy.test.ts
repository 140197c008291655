import { NextRequest } from "next/server";
import { expect, test } from "vitest";
import { env } from "@/lib/core/env";
import { proxy } from "@/proxy";

/** The headers that pages see of a request that was sent with these, as the framework is told of them. */
async function seenWith(sent: Record<string, string>) {
  const { headers } = await proxy(new NextRequest("http://somewhere/livez?a=1", { headers: sent }));
  const names = (headers.get("x-middleware-override-headers") ?? "").split(",");
  return Object.fromEntries(names.map((name) => [name, headers.get(`x-middleware-request-${name}`)]));
}

test.each(["x-middleware-subrequest", "x-middleware-subrequest-id", "next-resume"])(
  "control 9: %s, which the framework alone sends to itself, does not come in from outside",
  async (name) => {
    const seen = await seenWith({ [name]: "proxy:proxy", "accept-language": "de" });
    expect(seen).toHaveProperty("accept-language", "de");
    expect(seen).not.toHaveProperty(name);
  },
);

test("control 9: nobody outside says under which address the bank is, or what the bank tells its own pages", async () => {
  const { host, protocol } = new URL(env().APP_ORIGIN);
  const forged = ["x-forwarded-host", "x-forwarded-proto", "x-bank-path", "x-bank-method", "x-nonce", "x-request-id"];
  const seen = await seenWith(Object.fromEntries(forged.map((name) => [name, "forged"])));
  expect(seen).toMatchObject({
    "x-forwarded-host": host,
    "x-forwarded-proto": protocol.slice(0, -1),
    "x-bank-path": "/livez?a=1",
    "x-bank-method": "GET",
  });
  expect(Object.values(seen)).not.toContain("forged");
});
