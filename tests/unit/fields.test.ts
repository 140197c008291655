import { expect, it } from "vitest";
import { z } from "zod";
import { amountText, birthDate, checkbox, choice, choices, email, iban, key, password, phone, text, date } from "@/lib/core/fields";
import { readForm } from "@/lib/web/form-input";
it("a", () => {
const allInput = z.strictObject({ key, name: text({ what: "the full name", max: 140 }), email, phone, iban, country: choice("a country", ["AT", "DE"]), kind: choice("a kind", ["a", "b"]), roles: choices("roles", ["x", "y"]), birthDate, valueDate: date({ what: "the value date" }), agree: checkbox, reason: text({ what: "a reason", max: 300, multiline: true }), secret: password });
  const f = new FormData(); 
  for (const [n, v] of Object.entries({ key: "0198a2b0-0000-7000-8000-000000000000", name: "Zoë", email: "z@example.com", phone: "+43 660 1234567", iban: "AT611904300234573201", reason: "a\nb", secret: "x y z", country: "DE", kind: "b", roles: "x", "birthDate.day": "3", "birthDate.month": "3", "birthDate.year": "1988", valueDate: "2026-11-23" })) f.set(n, v);
  console.log(JSON.stringify(readForm(allInput, f)));
});
