import type { ReactNode } from "react";
import { AuthShell } from "@/components/layout/auth-shell";

export default function FrontDoor({ children }: { children: ReactNode }) {
  return <AuthShell>{children}</AuthShell>;
}
