import type { ReactNode } from "react";
import { CustomerShell } from "@/components/layout/customer-shell";
import { limits } from "@/lib/identity/session";
import { customerPlaces } from "@/lib/web/navigation";
import { requireCustomer } from "@/lib/web/session";

/** The frame of self-service. It opens nothing: each page and each command asks again. */
export default async function CustomerLayout({ children }: { children: ReactNode }) {
  const { actor } = await requireCustomer();
  return (
    <CustomerShell
      person={actor.name}
      idle={{ owner: actor.userId, idleSeconds: limits.customer.idleSeconds }}
      places={customerPlaces}
    >
      {children}
    </CustomerShell>
  );
}
