import { describe, expect, it } from "vitest";
import { z } from "zod";
import { amountText, idField, iban, key, text, phone, personName, email, birthDate } from "@/lib/core/fields";
describe("x", () => {
  it("a", () => {
    const s = z.strictObject({ key, a: amountText, i: iban.optional(), n: text({ what: "the note", max: 5, optional: true }), b: idField("beneficiary").optional() });
    console.log(JSON.stringify(s.safeParse({ key: "x", zz: 1 }), null, 1));
    console.log(JSON.stringify(s.safeParse({ key: "0198a2b0-0000-7000-8000-000000000000", a: "1" }), null, 1));
    for (const i of ["AT611904300234573201", "at61 1904 3002 3457 3201", "AT61 19O4 3002 3457 3201", "XX00", "AT6119", "AT611904300234573202", "DE89370400440532013000"]) console.log(i, iban.safeParse(i).data ?? iban.safeParse(i).error?.issues[0]?.message);
    for (const i of ["+49 (0) 30 901820", "+43 660 1234567", "abc", "00436601234567"]) console.log(i, phone.safeParse(i).data ?? phone.safeParse(i).error?.issues[0]?.message);
  });
});
