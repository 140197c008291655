import { describe, expect, it } from "vitest";
import { canBeFulfilled, fulfils, type Party, type PartyRole, signaturesFor, signersOf } from "@/lib/accounts/signing";
import type { CustomerActor, StaffActor } from "@/lib/core/context";
import { type CustomerId, newId } from "@/lib/core/ids";

const [amina, jonas, lucia] = [newId<"customer">(), newId<"customer">(), newId<"customer">()];
const party = (customerId: CustomerId, role: PartyRole): Party => ({ customerId, role });
const couple = [party(amina, "owner"), party(jonas, "joint_owner")];
const teller: StaffActor = {
  kind: "staff",
  userId: newId(),
  name: "T",
  roles: ["teller"],
  branchId: newId(),
  sessionId: null,
};
const customer = (customerId: CustomerId): CustomerActor => ({
  kind: "customer",
  userId: newId(),
  name: "C",
  customerId,
  sessionId: null,
});
const reasonOf = (fn: () => unknown) => {
  try {
    fn();
    return "none";
  } catch (error) {
    return (error as { reason: string }).reason;
  }
};

describe("who signs for an account", () => {
  it("any one of several is enough, both means every owner, any two counts signatories too", () => {
    const withSignatory = [...couple, party(lucia, "signatory")];
    expect(fulfils({ parties: couple, signingRule: "any_one" }, [jonas])).toBe(true);
    expect(fulfils({ parties: couple, signingRule: "any_one" }, [lucia])).toBe(false);
    expect(fulfils({ parties: couple, signingRule: "both" }, [amina])).toBe(false);
    expect(fulfils({ parties: couple, signingRule: "both" }, [amina, jonas])).toBe(true);
    expect(fulfils({ parties: withSignatory, signingRule: "both" }, [amina, lucia])).toBe(false);
    expect(fulfils({ parties: withSignatory, signingRule: "any_two" }, [amina, lucia])).toBe(true);
    expect(fulfils({ parties: withSignatory, signingRule: "any_two" }, [amina, amina])).toBe(false);
  });

  it("a guardian signs in the place of the owner", () => {
    const parties = [party(amina, "owner"), party(lucia, "guardian")];
    expect(signersOf(parties).map(({ customerId }) => customerId)).toEqual([lucia]);
    expect(reasonOf(() => signaturesFor(customer(amina), { parties, signingRule: "any_one" }, undefined))).toBe(
      "does_not_sign",
    );
    // Whoever signs for another is asked for at the counter, although nobody else could.
    expect(reasonOf(() => signaturesFor(teller, { parties, signingRule: "any_one" }, undefined))).toBe(
      "signers_unasked",
    );
    expect(signaturesFor(teller, { parties, signingRule: "any_one" }, [lucia])).toEqual([lucia]);
  });

  it("no rule is set that nobody could fulfil", () => {
    expect(canBeFulfilled([party(amina, "owner")], "both")).toBe(false);
    expect(canBeFulfilled([party(amina, "owner"), party(lucia, "signatory")], "both")).toBe(false);
    expect(canBeFulfilled([party(amina, "owner"), party(lucia, "signatory")], "any_two")).toBe(true);
    expect(canBeFulfilled(couple, "both")).toBe(true);
  });

  it("the counter asks where several could sign, and takes only those who may", () => {
    const both = { parties: couple, signingRule: "both" as const };
    expect(reasonOf(() => signaturesFor(teller, both, undefined))).toBe("signers_unasked");
    expect(reasonOf(() => signaturesFor(teller, both, [amina]))).toBe("signers_missing");
    expect(reasonOf(() => signaturesFor(teller, both, [amina, lucia]))).toBe("signers_unknown");
    expect(signaturesFor(teller, both, [jonas, amina, amina])).toEqual([jonas, amina]);
    expect(reasonOf(() => signaturesFor(teller, { ...both, signingRule: "any_one" }, []))).toBe("signers_unasked");
  });

  it("a customer pays alone only where the rule lets one sign, whatever their form says", () => {
    expect(signaturesFor(customer(jonas), { parties: couple, signingRule: "any_one" }, undefined)).toEqual([]);
    expect(
      reasonOf(() => signaturesFor(customer(jonas), { parties: couple, signingRule: "both" }, [amina, jonas])),
    ).toBe("signs_not_alone");
  });
});
