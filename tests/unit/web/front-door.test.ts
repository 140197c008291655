import { afterEach, describe, expect, it, vi } from "vitest";
import { rejection } from "@/lib/web/guard-request";
import { landingPath, returnPath, signInPath } from "@/lib/web/return-path";

afterEach(() => vi.unstubAllEnvs());

describe("control 12: the session cookie", () => {
  const cookieAt = async (origin: string) => {
    vi.resetModules();
    vi.stubEnv("APP_ORIGIN", origin);
    return (await import("@/lib/web/cookie")).sessionCookie();
  };

  it("is bound to this host and to https where the bank is served over https", async () => {
    const options = { httpOnly: true, sameSite: "lax", path: "/", secure: true };
    expect(await cookieAt("https://bank.example")).toEqual({ name: "__Host-bank.sid", options });
  });

  it("goes without Secure over http on localhost only, where it could not be set otherwise", async () => {
    const options = { httpOnly: true, sameSite: "lax", path: "/", secure: false };
    expect(await cookieAt("http://localhost:3000")).toEqual({ name: "bank.sid", options });
  });
});

describe("control 8: a change from elsewhere", () => {
  const origin = "https://bank.example";
  const judged = (headers: Record<string, string>, path = "/desk", method = "POST") =>
    rejection({ method, path, headers: new Headers({ "content-length": "2", ...headers }) }, origin)?.status ?? null;

  it("is told by Origin and Sec-Fetch-Site together", () => {
    expect(judged({ origin })).toBeNull();
    expect(judged({ origin, "sec-fetch-site": "same-origin" })).toBeNull();
    for (const foreign of [
      "null",
      "",
      "http://bank.example",
      "https://bank.example:444",
      "https://bank.example.evil.example",
      `${origin}/`,
    ]) {
      expect(judged({ origin: foreign })).toBe(403);
    }
    for (const site of ["cross-site", "same-site", "none", "x"])
      expect(judged({ origin, "sec-fetch-site": site })).toBe(403);
  });

  it("control 61: lets five million bytes through to the pictures of documents only", () => {
    const sized = (length: number, path: string) => judged({ origin, "content-length": String(length) }, path);
    const pictures = "/customers/01a211e6-eb69-776c-b287-02e157a486af/scans/add";
    expect([sized(5_000_000, pictures), sized(5_065_537, pictures)]).toEqual([null, 413]);
    for (const path of ["/desk", `${pictures}/x`, "/customers/x/scans/add", `/my${pictures}`, pictures.slice(0, -4)])
      expect(sized(64 * 1024 + 1, path)).toBe(413);
  });

  it("reads nothing into a page that is only looked at, and leaves the API to its bearer tokens", () => {
    expect(judged({}, "/desk", "GET")).toBeNull();
    expect(judged({}, "/api/v1/transfers")).toBeNull();
    expect(judged({}, "/api/v10")).toBe(403);
    expect(judged({ origin }, "/desk", "DELETE")).toBeNull();
  });

  it("has a length of at most 64 kB", () => {
    expect(judged({ origin, "content-length": "65536" })).toBeNull();
    expect(judged({ origin, "content-length": "65537" })).toBe(413);
    for (const odd of ["-1", "1e9", "0x10", "99999999999"]) expect(judged({ origin, "content-length": odd })).toBe(411);
  });
});

describe("control 67: the way back after signing in", () => {
  it("is a page of this bank, with its filters", () => {
    for (const path of [
      "/desk",
      "/customers?q=Okafor&status=active",
      "/accounts/01a211e6-eb69-776c-b287-02e157a486af",
      "/my/security",
    ]) {
      expect(returnPath(path)).toBe(path);
    }
    expect(signInPath("/customers?q=a b")).toBe("/sign-in");
    expect(signInPath("/loans?status=late")).toBe("/sign-in?next=%2Floans%3Fstatus%3Dlate");
  });

  it.each([
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "/%2f%2fevil.example",
    "/desk\n/evil",
    "/desk/../evil",
    "/desk#x",
    "/sign-out",
    "/deskevil",
    "",
    7,
    null,
    ["/desk"],
    `/desk?q=${"a".repeat(500)}`,
  ])("is not %j", (typed) => expect(returnPath(typed)).toBeNull());

  it("is only for those who have such pages", () => {
    const teller = { kind: "staff", roles: ["teller"] } as const;
    expect(landingPath(teller, "/my")).toBe("/desk");
    expect(landingPath({ kind: "customer" }, "/desk")).toBe("/my");
    expect(landingPath({ kind: "customer" }, "/my/transfer")).toBe("/my/transfer");
    expect(landingPath({ kind: "staff", roles: ["operations"] })).toBe("/end-of-day");
    expect(landingPath({ kind: "staff", roles: [] })).toBe("/desk");
  });
});
