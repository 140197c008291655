import { beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import type { Ctx, SystemActor } from "@/lib/core/context";
import { refusal } from "@/lib/core/errors";
import { amountText, birthDate, key, password, text } from "@/lib/core/fields";

const sent = new Headers();
vi.mock("next/headers", () => ({ headers: async () => sent }));
const refresh = vi.fn();
vi.mock("next/cache", () => ({ refresh }));
const { formAction } = await import("@/lib/web/form-action");

const KEY = "0198a2b0-0000-7000-8000-000000000000";
const schema = z.strictObject({
  key,
  amount: amountText,
  note: text({ what: "the note", max: 20, optional: true }),
  secret: password.optional(),
  birthDate: birthDate.optional(),
});
const guard = async () => ({ requestId: "r" }) as Ctx<SystemActor>;
const command = vi.fn(
  async (_ctx: Ctx, _input: z.output<typeof schema>): Promise<{ reference: string }> => ({ reference: "CSH-1" }),
);
const post = formAction(guard, schema, command, { redirectTo: ({ reference }) => `/receipts/${reference}` });

function form(fields: Record<string, string> = {}): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries({ key: KEY, amount: "250", note: "rent", ...fields }))
    data.set(name, value);
  return data;
}

beforeEach(() => {
  command.mockClear();
  refresh.mockClear();
  command.mockResolvedValue({ reference: "CSH-1" });
  sent.set("origin", "http://localhost:3000");
  sent.set("sec-fetch-site", "same-origin");
});

describe("a form of the bank", () => {
  it("runs the command on what was typed and leads on", async () => {
    await expect(post(null, form())).rejects.toMatchObject({ digest: expect.stringContaining("/receipts/CSH-1") });
    expect(command).toHaveBeenCalledWith(expect.anything(), { key: KEY, amount: "250", note: "rent" });
    expect(refresh, "the frame shows the till and the counts of after").toHaveBeenCalledOnce();
  });

  it("counts a field left empty as left out, and does not see the framework's own fields", async () => {
    await expect(post(null, form({ note: "", $ACTION_ID_1: "x", "$ACTION_1:0": "y" }))).rejects.toThrow();
    expect(command).toHaveBeenCalledWith(expect.anything(), { key: KEY, amount: "250" });
  });

  it("reads an amount by the marks of the person's language and gives it back as they typed it (acceptance 15)", async () => {
    sent.set("accept-language", "de-AT,de;q=0.9");
    await expect(post(null, form({ amount: "1.234,50" }))).rejects.toThrow();
    expect(command).toHaveBeenCalledWith(expect.anything(), { key: KEY, amount: "1,234.50", note: "rent" });
    command.mockRejectedValue(refusal("amount_ambiguous", undefined, "amount"));
    const state = await post(null, form({ amount: "1.234" }));
    expect(state?.submission?.initialValue).toMatchObject({ amount: "1.234" });
    sent.delete("accept-language");
  });

  it.each([
    ["absent", undefined, undefined],
    ["null", "null", undefined],
    ["foreign", "https://evil.example", undefined],
    ["malformed", "::", undefined],
    ["its own, but sent cross-site", "http://localhost:3000", "cross-site"],
  ])("refuses an origin that is %s (control 8)", async (_, origin, site) => {
    sent.delete("origin");
    sent.delete("sec-fetch-site");
    if (origin) sent.set("origin", origin);
    if (site) sent.set("sec-fetch-site", site);
    expect(await post(null, form())).toMatchObject({ reason: "cross_site" });
    expect(command).not.toHaveBeenCalled();
  });

  it.each(["role", "__proto__", "constructor.prototype", "__intent__", "__state__", "a.__proto__.b", "x y"])(
    "refuses the unknown field %s",
    async (name) => {
      const answer = await post(null, form({ [name]: "admin" }));
      expect(JSON.stringify(answer)).toContain("The form carried a field it does not have");
      expect(command).not.toHaveBeenCalled();
      expect(({} as { admin?: unknown }).admin).toBeUndefined();
    },
  );

  it("refuses a value sent twice instead of choosing one", async () => {
    const twice = form();
    twice.append("amount", "9");
    expect(await post(null, twice)).toMatchObject({ submission: { error: { amount: ["Give one answer here."] } } });
    expect(command).not.toHaveBeenCalled();
  });

  it("puts a refusal at its field when the form has it, with a fresh key and every value kept", async () => {
    command.mockRejectedValue(refusal("amount_not_positive"));
    const answer = await post(null, form());
    expect(answer).toMatchObject({
      reason: "amount_not_positive",
      submission: {
        status: "error",
        error: { amount: ["The amount must be more than zero."] },
        initialValue: { amount: "250", note: "rent" },
      },
    });
    expect(answer?.key).not.toBe(KEY);
  });

  it("puts a refusal above the form when it has no such field, and knows the parts of a date", async () => {
    command.mockRejectedValue(refusal("till_not_open"));
    expect(await post(null, form())).toMatchObject({
      submission: { error: { "": ["Your till is not open. Open it first."] } },
    });
    command.mockRejectedValue(refusal("under_age", { years: 18 }));
    const answer = await post(null, form({ "birthDate.day": "3", "birthDate.month": "3", "birthDate.year": "2020" }));
    expect(answer).toMatchObject({ submission: { error: { birthDate: [expect.stringContaining("18")] } } });
  });

  it.each([undefined, null, "x", {}, ["x"], 7])(
    "is asked to be filled in again when %j came instead of it",
    async (sent) => {
      const answer = await post(null, sent as unknown as FormData);
      expect(answer).toMatchObject({ reason: "unreadable", message: "Fill this in again." });
      expect(command).not.toHaveBeenCalled();
    },
  );

  it("runs no act that asks for nothing when no form came", async () => {
    const suspend = vi.fn(async () => ({}));
    const act = formAction(guard, z.strictObject({}), suspend);
    expect(await act(null, undefined as unknown as FormData)).toMatchObject({ reason: "unreadable" });
    expect(suspend).not.toHaveBeenCalled();
  });

  it("never sends a password back", async () => {
    command.mockRejectedValue(refusal("till_not_open"));
    expect(JSON.stringify(await post(null, form({ secret: "canary-1" })))).not.toContain("canary-1");
    expect(JSON.stringify(await post(null, form({ secret: "canary-2", amount: "" })))).not.toContain("canary-2");
  });

  it("keeps the key while nobody knows what became of the act", async () => {
    command.mockRejectedValue(Object.assign(new Error("gone"), { code: "ECONNRESET" }));
    expect(await post(null, form())).toMatchObject({ reason: "unavailable", key: KEY });
  });

  it("passes a failure on with a reference and nothing else of it", async () => {
    sent.set("x-request-id", "request-7");
    command.mockRejectedValue(new TypeError("password=hunter2"));
    const failure: unknown = await post(null, form()).catch((error: unknown) => error);
    expect(failure).toMatchObject({ digest: "request-7" });
    expect(String(failure)).not.toContain("hunter2");
  });

  it("stays on the page with a sentence when it leads nowhere", async () => {
    const save = formAction(guard, schema, command, { done: () => "Saved." });
    expect(await save(null, form())).toMatchObject({
      done: true,
      message: "Saved.",
      submission: { initialValue: null },
    });
  });
});
