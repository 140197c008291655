import type { Metadata } from "next";
import { OwnSignIn } from "@/app/own-sign-in/own-sign-in";
import { PageHeader } from "@/components/layout/page-header";
import { ownFactors } from "@/lib/identity/factors";
import { ownSessions } from "@/lib/identity/queries";
import { ask } from "@/lib/web/ask";
import { customerSession, requireCustomer } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import {
  changePasswordAction,
  endSessionAction,
  removePasskeyAction,
  renewRecoveryCodesAction,
  setThemeAction,
} from "./actions";

export const metadata: Metadata = { title: "Security" };

export default async function SecurityPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireCustomer();
  const { theme, timeZone } = await customerSession();
  const { done } = await urlParams(searchParams, ["done"]);
  return (
    <>
      <PageHeader title="Security" />
      <OwnSignIn
        sessions={await ask(ownSessions(ctx))}
        factors={await ask(ownFactors(ctx))}
        name={ctx.actor.name}
        home="/my/security"
        timeZone={timeZone}
        theme={theme}
        done={done}
        endSession={endSessionAction}
        changePassword={changePasswordAction}
        setTheme={setThemeAction}
        renewCodes={renewRecoveryCodesAction}
        removePasskey={removePasskeyAction}
      />
    </>
  );
}
