import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Role, roles, type StaffActor } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { customerPlaces, navigation, navigationFor } from "@/lib/web/navigation";
import { returnPath } from "@/lib/web/return-path";

const places = (role: Role) => {
  const actor: StaffActor = {
    kind: "staff",
    userId: newId(),
    name: "S",
    roles: [role],
    branchId: newId(),
    sessionId: null,
  };
  return navigationFor(actor).flatMap(({ items }) => items.map(({ label }) => label));
};

describe("the left rail", () => {
  it("leads each role to its own work", () => {
    expect(places("operations")).toEqual(expect.arrayContaining(["Incoming payments", "End of day", "Products"]));
    expect(places("finance_officer")).toEqual(expect.arrayContaining(["Ledger", "Share capital"]));
    expect(places("vault_custodian")).toContain("Cash");
    expect(places("teller")).not.toContain("Share capital");
    for (const role of roles) expect(places(role), role).not.toEqual([]);
  });

  it("leads only to pages that stand, and one may return to each after signing in", () => {
    const hrefs = [...navigation.flatMap(({ items }) => items), ...customerPlaces].map(({ href }) => href);
    for (const href of [...hrefs, "/settings/me", "/my/beneficiaries"]) {
      expect(
        ["staff", "customer"].filter((group) => existsSync(`app/(${group})${href}/page.tsx`)),
        href,
      ).toHaveLength(1);
      expect(returnPath(href)).toBe(href);
    }
  });
});

it("self-service has four places, at the thumb", () => {
  expect(customerPlaces.map(({ label }) => label)).toEqual(["Overview", "Payments", "Loans", "Security"]);
});
