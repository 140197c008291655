import { expect, test } from "vitest";
import { boundKinds } from "@/lib/approvals/kinds";
import { changePolicyInput } from "@/lib/approvals/schema";
import { rolesWith } from "@/lib/identity/permissions";

test("every role that may do what a policy binds can be named in one", () => {
  for (const kind of boundKinds)
    for (const role of rolesWith(kind)) {
      const asked = { kind, role, currency: "EUR", from: "5.00", checkerRole: "branch_manager", reason: "Board" };
      expect(changePolicyInput.safeParse({ ...asked, effectiveFrom: "2026-03-02" }).success, `${kind} ${role}`).toBe(
        true,
      );
    }
});
