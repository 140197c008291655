import { describe, expect, it } from "vitest";
import { cookieOf, demoCustomer as customer, origin, postSignIn, staffWith } from "./bank";
import { type Answer, ask } from "./http";

const teller = staffWith("teller");

/** What the form says was wrong. */
const alertIn = (html: string) => /role="alert"[^>]*>(.*?)<\/(?:div|ul)>/s.exec(html)?.[1];

describe("signing in over the wire", () => {
  it("control 12: sets exactly the session cookie, without an end, and leads to the work", async () => {
    const answer = await postSignIn({ signInName: teller });
    expect([answer.status, answer.headers.location]).toEqual([303, "/desk"]);
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
    expect(answer.headers.location).toBe("/desk");
    expect(answer.cookies.some((cookie) => cookie.startsWith("bank.sid="))).toBe(true);
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
    const known = (await postSignIn({ signInName: name })).cookies
      .map((cookie) => cookie.split(";")[0] as string)
      .find((cookie) => cookie.startsWith("bank.device="));
    const answers: Answer[] = [];
    for (let time = 0; time < 5; time += 1)
      answers.push(await postSignIn({ signInName: name, password: "not the password" }));
    answers.push(await postSignIn({ signInName: name }));
    expect(new Set(answers.map(({ status, text }) => `${status} ${alertIn(text)}`)).size).toBe(1);
    expect(answers.flatMap(({ cookies }) => cookies)).toEqual([]);
    const inKnown = await postSignIn({ signInName: name }, { origin, cookie: known ?? "" });
    expect([inKnown.status, inKnown.headers.location]).toEqual([303, "/my"]);
  });

  it("control 16: the browser's old session is dead after the next sign-in", async () => {
    const old = await cookieOf(teller);
    await postSignIn({ signInName: teller }, { origin, cookie: old });
    expect((await ask(origin, "/desk", { headers: { cookie: old } })).status).toBe(307);
  });

  it("control 18: signing out kills the token, clears the browser (control 14) and leads to the sign-in page", async () => {
    const cookie = await cookieOf(teller);
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
    expect((await postSignIn({ signInName: teller, next: "/customers?q=okafor" })).headers.location).toBe(
      "/customers?q=okafor",
    );
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
    "/my",
  ])("is never %s", async (next) => {
    expect((await postSignIn({ signInName: teller, next })).headers.location).toBe("/desk");
  });

  it("is the overview for a customer who asks for a staff page", async () => {
    expect((await postSignIn({ signInName: customer, next: "/desk" })).headers.location).toBe("/my");
  });
});
