import postgres from "postgres";
import { describe, expect, it } from "vitest";
import { demoSecretOf } from "../../scripts/seed/people.mjs";
import { freshCode, postCode, signInFully } from "../support/demo-session";
import { halfwayCookieOf, origin, ownCookieOf, postSignIn, staffWith } from "./bank";
import { type Answer, ask } from "./http";

const teller = staffWith("teller");
/** Whose sessions end here; no other test needs one of theirs. */
const leaver = "loans.oldtown";

/** What the form says was wrong. */
const alertIn = (html: string) => /role="alert"[^>]*>(.*?)<\/(?:div|ul)>/s.exec(html)?.[1];

describe("signing in over the wire", () => {
  it("control 12: sets exactly the session cookie, without an end, and leads to the second factor", async () => {
    const answer = await postSignIn({ signInName: teller });
    expect([answer.status, answer.headers.location]).toEqual([303, "/sign-in/code"]);
    const kept = answer.cookies.filter((cookie) => !cookie.includes("Max-Age=0"));
    expect(kept).toEqual([
      expect.stringMatching(/^bank\.sid=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=lax$/),
      // By which this browser is known again; it opens nothing.
      expect.stringMatching(
        /^bank\.device=[A-Za-z0-9_-]{43}; Path=\/; Expires=[^;]+; Max-Age=15552000; HttpOnly; SameSite=strict$/,
      ),
    ]);
  });

  it("control 9: forged forwarding headers change neither the cookie nor the way", async () => {
    const forged = {
      origin,
      "x-forwarded-proto": "https",
      "x-forwarded-host": "evil.example",
      "x-auth-return-redirect": "1",
    };
    const answer = await postSignIn({ signInName: teller }, forged);
    expect(answer.headers.location).toBe("/sign-in/code");
    expect(answer.cookies.some((cookie) => cookie.startsWith("bank.sid="))).toBe(true);
  });

  it("control 9: the network of a try is its socket's, whatever X-Forwarded-For says", async () => {
    const forged = { origin, "x-forwarded-for": "203.0.113.77, 198.51.100.23", "x-real-ip": "203.0.113.78" };
    await postSignIn({ signInName: teller }, forged);
    const sql = postgres(String(process.env.DATABASE_JOBS_URL), { max: 1 });
    const [last] = await sql`
      select host(s.ip::inet) as ip from sessions s join users u on u.id = s.user_id
      where u.sign_in_name = ${teller} order by s.created_at desc limit 1`;
    await sql.end();
    expect(last?.ip).toMatch(/^(127\.0\.0\.1|::1|::ffff:127\.0\.0\.1)$/);
  });

  it("control 32: answers an unknown name and a wrong password with the same status and words", async () => {
    const unknown = await postSignIn({ signInName: "nobody.here", password: "not the password" });
    const wrong = await postSignIn({ signInName: teller, password: "not the password" });
    expect(wrong.status).toBe(unknown.status);
    for (const answer of [unknown, wrong]) {
      expect(answer.cookies).toEqual([]);
      expect(answer.text).toContain("They do not match.");
      expect(answer.text).not.toContain("not the password");
    }
  });

  it("control 31: refuses the sixth try even with the right password, in the same words, but not in a known browser", async () => {
    const name = "nikolai";
    const known = (await signInFully(origin, name)).cookies
      .map((cookie) => cookie.split(";")[0] as string)
      .find((cookie) => cookie.startsWith("bank.device="));
    const answers: Answer[] = [];
    for (let time = 0; time < 5; time += 1)
      answers.push(await postSignIn({ signInName: name, password: "not the password" }));
    answers.push(await postSignIn({ signInName: name }));
    expect(new Set(answers.map(({ status, text }) => `${status} ${alertIn(text)}`)).size).toBe(1);
    expect(answers.flatMap(({ cookies }) => cookies)).toEqual([]);
    const inKnown = await postSignIn({ signInName: name }, { origin, cookie: known ?? "" });
    expect([inKnown.status, inKnown.headers.location]).toEqual([303, "/sign-in/code"]);
  });

  it("control 16: the browser's old session is dead after the next sign-in", async () => {
    const old = await ownCookieOf(leaver);
    await postSignIn({ signInName: leaver }, { origin, cookie: old });
    expect((await ask(origin, "/desk", { headers: { cookie: old } })).status).toBe(307);
  });

  it("control 18: signing out kills the token, clears the browser (control 14) and leads to the sign-in page", async () => {
    const cookie = await ownCookieOf(leaver);
    const answer = await ask(origin, "/sign-out", {
      method: "POST",
      headers: { cookie, origin, "content-length": "0" },
    });
    expect([answer.status, answer.headers.location]).toEqual([303, "/sign-in?left=1"]);
    expect(answer.headers["clear-site-data"]).toBe('"cache", "storage"');
    expect(answer.cookies).toContainEqual(expect.stringMatching(/^bank\.sid=; Path=\/; Max-Age=0/));
    expect((await ask(origin, "/desk", { headers: { cookie } })).status).toBe(307);
  });

  it.each(["5kB", "", "..", "x".repeat(43), "%00", "é"])("takes %j in the cookie for nobody", async (value) => {
    const token = value === "5kB" ? "a".repeat(5000) : encodeURIComponent(value);
    const answer = await ask(origin, "/desk", { headers: { cookie: `bank.sid=${token}` } });
    expect([answer.status, answer.headers.location]).toEqual([307, "/sign-in?next=%2Fdesk"]);
  });
});

describe("control 67: where one returns to", () => {
  it("is the page of this bank that was asked for", async () => {
    const next = "/customers?q=okafor";
    expect((await postSignIn({ signInName: teller, next })).headers.location).toBe(
      `/sign-in/code?next=${encodeURIComponent(next)}`,
    );
    expect((await signInFully(origin, "credit", next)).headers.location).toBe(next);
  });

  it.each([
    "//evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "https://evil.example",
    "/%2f%2fevil.example",
    "/desk/../../evil",
    "/desk\\evil",
    "javascript:alert(1)",
    "/sign-out",
  ])("is never %s", async (next) => {
    expect((await postSignIn({ signInName: teller, next })).headers.location).toBe("/sign-in/code");
    const address = `?next=${encodeURIComponent(next)}`;
    const halfway = await halfwayCookieOf(teller);
    for (const [path, cookie] of [
      ["/sign-in", ""],
      ["/sign-in/code", halfway],
    ] as const)
      expect((await ask(origin, path + address, { headers: { cookie } })).text).not.toMatch(/name="next" value="[^"]/);
  });

  it.each(["//evil.example", "//evil.example/desk", "/\\evil.example", "/%2f%2fevil.example", "/%5cevil.example"])(
    "leads away from the bank by no address: %s",
    async (path) => {
      const { headers } = await ask(origin, path);
      expect(String(headers.location ?? "/")).toMatch(/^\/(?![/\\])/);
    },
  );
});

describe("the second factor over the wire", () => {
  it("completes the sign-in with a new cookie; the halfway one is dead (control 16), and the code works once (control 27)", async () => {
    const [name, landing] = ["compliance", "/customers"];
    const halfway = await halfwayCookieOf(name);
    const code = await freshCode(demoSecretOf(name));
    const answer = await postCode(origin, halfway, { code });
    expect([answer.status, answer.headers.location]).toEqual([303, landing]);
    const cookie = answer.cookies.find((line) => line.startsWith("bank.sid="));
    expect(cookie).toMatch(/^bank\.sid=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=lax$/);
    expect(cookie).not.toContain(halfway);
    expect((await ask(origin, landing, { headers: { cookie: cookie?.split(";")[0] ?? "" } })).status).toBe(200);
    expect((await ask(origin, "/sign-in/code", { headers: { cookie: halfway } })).headers.location).toBe("/sign-in");

    const again = await postCode(origin, await halfwayCookieOf(name), { code });
    expect(again.cookies).toEqual([]);
    expect(again.text).toContain("does not match, or was used before");
    expect(again.text).not.toContain(code);
  });

  it("control 28: what is no code of theirs opens nothing, however it looks", async () => {
    const halfway = await halfwayCookieOf("service.oldtown");
    for (const code of ["1234567", "１２３４５６", "7YH2-K9M4-QD3P-XW6T", "' or 1=1 --"]) {
      const answer = await postCode(origin, halfway, { code });
      expect([answer.headers.location, answer.cookies]).toEqual([undefined, []]);
    }
    expect((await ask(origin, "/desk", { headers: { cookie: halfway } })).status).toBe(307);
  });
});
