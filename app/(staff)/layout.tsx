import { headers } from "next/headers";
import type { ReactNode } from "react";
import { EarlyKeys } from "@/components/layout/early-keys";
import { StaffShell } from "@/components/layout/staff-shell";
import { may } from "@/lib/identity/authorize";
import { limits } from "@/lib/identity/session";
import { countApplications } from "@/lib/operations/application-queries";
import { countWaiting } from "@/lib/operations/waiting-approvals";
import { ask } from "@/lib/web/ask";
import { navigationFor } from "@/lib/web/navigation";
import { pathOf } from "@/lib/web/path-of";
import { requireStaff, staffSession } from "@/lib/web/session";

/** The frame of the staff workspace. It opens nothing: each page and each command asks again. */
export default async function StaffLayout({ children }: { children: ReactNode }) {
  const ctx = await requireStaff();
  const session = await staffSession();
  const asked = await headers();
  const [waiting, applications] = await ask(
    Promise.all([
      may(ctx.actor, "approval.decide") ? countWaiting(ctx) : 0,
      may(ctx.actor, "account.open") ? countApplications(ctx) : 0,
    ]),
  );
  return (
    <>
      <EarlyKeys nonce={asked.get("x-nonce") ?? undefined} />
      <StaffShell
        path={pathOf(asked)}
        navigation={navigationFor(ctx.actor, { "/approvals": waiting, "/accounts/applications": applications })}
        businessDate={session.day}
        branch={session.branchName}
        person={session.name}
        idle={{ owner: session.userId, idleSeconds: limits.staff.idleSeconds }}
        till={session.till}
        waiting={waiting}
        demo={session.demo}
      >
        {children}
      </StaffShell>
    </>
  );
}
