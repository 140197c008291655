import { headers } from "next/headers";
import type { ReactNode } from "react";
import { CustomerShell } from "@/components/layout/customer-shell";
import { EarlyKeys } from "@/components/layout/early-keys";
import { limits } from "@/lib/identity/session";
import { customerPlaces } from "@/lib/web/navigation";
import { pathOf } from "@/lib/web/path-of";
import { requireCustomer } from "@/lib/web/session";

/** The frame of self-service. It opens nothing: each page and each command asks again. */
export default async function CustomerLayout({ children }: { children: ReactNode }) {
  const { actor } = await requireCustomer();
  const asked = await headers();
  return (
    <>
      <EarlyKeys nonce={asked.get("x-nonce") ?? undefined} />
      <CustomerShell
        person={actor.name}
        idle={{ owner: actor.userId, idleSeconds: limits.customer.idleSeconds }}
        places={customerPlaces}
        path={pathOf(asked)}
      >
        {children}
      </CustomerShell>
    </>
  );
}
