import { expect, it } from "vitest";
import { type BoundPayment, boundHash } from "@/lib/payments/payment-confirmations";

const salt = Buffer.alloc(16, 7);
const payment: BoundPayment = { from: "a", to: "AT98", amountMinor: 8_000n, currency: "EUR" };

it("control 22: what is confirmed stands for this payment alone, whichever part of it is changed", () => {
  const changes: Partial<BoundPayment>[] = [
    { from: "b" },
    { to: "AT99" },
    { amountMinor: 8_001n },
    { currency: "USD" },
    // What moves from one part into the next is another payment too.
    { from: "aAT", to: "98" },
  ];
  const hashes = [
    boundHash(payment, salt),
    boundHash(payment, Buffer.alloc(16, 8)),
    ...changes.map((change) => boundHash({ ...payment, ...change }, salt)),
  ].map((hash) => hash.toString("hex"));
  expect(new Set(hashes).size).toBe(hashes.length);
  expect(boundHash({ ...payment }, salt).toString("hex")).toBe(hashes[0]);
});
