import { describe, expect, it } from "vitest";
import { wasLeaked } from "@/lib/identity/leaked-passwords";
import leaked from "@/lib/identity/leaked-passwords.json";
import { assertPassword, assertSignInName, normalizeSignInName } from "@/lib/identity/rules";
import { isToken, newCode, newLongCode, newToken, normalizeCode } from "@/lib/identity/token";

const names = ["amina.okafor", "Amina Okafor"];
const judge = (password: string) => {
  try {
    assertPassword(password, names);
    return "taken";
  } catch (error) {
    return (error as Error).message;
  }
};

describe("control 25: passwords of past leaks", () => {
  it("are a list of a named version in the repository, whole, in order and of passwords long enough to be tried here", () => {
    expect(leaked.version).toMatch(/^\d{4}-\d+$/);
    expect(leaked.source).toContain("12 or more characters");
    const prefixes = Buffer.from(leaked.prefixes, "base64");
    expect(prefixes.length).toBe(leaked.count * leaked.bytes);
    const inOrder = Array.from({ length: leaked.count - 1 }, (_, at) =>
      prefixes.compare(
        prefixes,
        (at + 1) * leaked.bytes,
        (at + 2) * leaked.bytes,
        at * leaked.bytes,
        (at + 1) * leaked.bytes,
      ),
    );
    expect(inOrder.filter((order) => order > 0)).toEqual([]);
  });

  it.each(["ghhh47hj7649", "websolutions", "ChickenWing101", "polniypizdec0211"])("refuses %j", (password) =>
    expect(judge(password)).toBe("password_common"),
  );

  it("mistakes fewer than one in a thousand others for one of them", () => {
    const others = Array.from({ length: 20_000 }, (_, n) => `a sentence that nobody has leaked, number ${n * 7919}`);
    expect(others.filter(wasLeaked).length).toBeLessThan(20);
    expect(wasLeaked("websolutions")).toBe(true);
  });
});

describe("control 24: passwords", () => {
  it.each([
    "ledger paper and ink",
    " leading space is kept",
    "correct bicycle 7 paperclip",
    "ÄÖÜ äöü Straße 12",
    "密码应该足够长才行吧朋友们好",
    "🐘🎻🧶🪵🥁🦉🐘🎻🧶🪵🥁🦉".repeat(8),
    "x7#kQ9!vLp2z",
    "739104628155",
    "okafor paints walls",
    "seven herons at dusk",
    "the kettle is late again",
    "Žluťoučký kůň úpěl",
    "пять синих зонтов в углу",
    "τρία κίτρινα ποδήλατα",
    "snow, salt & saffron 41",
    "kQz-4417-mTv-9902",
    "trailing space is kept ",
    "  two  spaces  inside  ",
    "a tab\tin the middle",
    "gravel-tulip-monsoon-axe",
    "Wo ist der rote Schirm?",
    "moonlit ferry timetable",
    "<b>markup is text</b> 9",
    "'; drop table users --",
    "a".repeat(4) + "bcdxyz".repeat(42),
  ])("takes %j as typed", (password) => expect(judge(password)).toBe("taken"));

  it.each([
    ["bank2026", "password_too_short"],
    ["elevenchars", "password_too_short"],
    ["🐘".repeat(11), "password_too_short"],
    ["e\u0301".repeat(11), "password_too_short"],
    ["x1y2z".repeat(60), "password_too_long"],
    ["with a NUL \0 in it", "control_characters"],
    ["lone surrogate \ud800!", "control_characters"],
    ["", "password_too_short"],
    ["short", "password_too_short"],
    ["x".repeat(257), "password_too_long"],
    ["🐘".repeat(257), "password_too_long"],
    ["qwertzuiop12", "password_common"],
    ["zxcvbnm12345", "password_common"],
    ["lone low \udc00 surrogate", "control_characters"],
    ["aaaaaaaaaaaa", "password_common"],
    ["111111111111", "password_common"],
    ["passwordpassword", "password_common"],
    ["iloveyou1234", "password_common"],
    ["letmeinletmein", "password_common"],
    ["1q2w3e4r5t6y", "password_common"],
    ["OkaforAmina2026", "password_common"],
    ["countinghouse1!", "password_common"],
    ["abababababab", "password_common"],
    ["123456789012", "password_common"],
    ["abcdefghijkl", "password_common"],
    ["password1234", "password_common"],
    ["P@ssw0rd2026!", "password_common"],
    ["Pa55word!Pa55word!", "password_common"],
    ["qwertyuiop12", "password_common"],
    ["countinghouse", "password_common"],
    ["Countinghouse2026!", "password_common"],
    ["mybankaccount1", "password_common"],
    ["AminaOkafor1990", "password_common"],
    ["okafor-amina-bank", "password_common"],
    ["correct horse battery staple", "password_common"],
  ])("refuses %j", (password, reason) => expect(judge(password)).toBe(reason));

  it("control 64: stops at the length before it looks at 50 000 characters", () => {
    expect(judge("a1!".repeat(17_000))).toBe("password_too_long");
  });
});

describe("user names", () => {
  it("are compared in lower case without outer spaces", () =>
    expect(normalizeSignInName("  Amina.Okafor ")).toBe("amina.okafor"));
  it.each(["ab", "аmina", "amina okafor", ".amina", "a".repeat(65), "amina\n"])("refuses %j", (name) => {
    expect(() => assertSignInName(name)).toThrow("sign_in_name_form");
  });
});

describe("control 15: secrets", () => {
  it("makes tokens of 43 characters that differ", () => {
    expect(newToken()).not.toBe(newToken());
    expect(isToken(newToken())).toBe(true);
    for (const text of [undefined, "", "x", `${newToken()}=`, "é".repeat(43)]) expect(isToken(text)).toBe(false);
  });

  it("reads an enrolment code as people type it", () => {
    expect(newCode()).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(newLongCode()).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(normalizeCode(" 7yh2 k9m4-qd3p xw6o ")).toBe("7YH2K9M4QD3PXW60");
    expect(normalizeCode("ILil")).toBe("1111");
  });
});
