import type { Metadata } from "next";
import { OwnSignIn } from "@/app/own-sign-in/own-sign-in";
import { NoticeList } from "@/components/bank/notice-list";
import { PageHeader } from "@/components/layout/page-header";
import { ownFactors } from "@/lib/identity/factors";
import { ownSessions } from "@/lib/identity/queries";
import { ownNotices } from "@/lib/notifications/queries";
import { ask } from "@/lib/web/ask";
import { requireStaff, staffSession } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import {
  changePasswordAction,
  endSessionAction,
  removePasskeyAction,
  renewRecoveryCodesAction,
  setThemeAction,
} from "./actions";

export const metadata: Metadata = { title: "Your sign-in" };

export default async function OwnSettingsPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff();
  const { theme, timeZone, signInName, branchName } = await staffSession();
  const { done } = await urlParams(searchParams, ["done"]);
  return (
    <>
      <PageHeader
        title="Your sign-in"
        meta={
          <>
            <span className="font-mono">{signInName}</span> · {branchName} · {ctx.actor.roles.map(inWords).join(", ")}
          </>
        }
      />
      <OwnSignIn
        sessions={await ask(ownSessions(ctx))}
        factors={await ask(ownFactors(ctx))}
        name={ctx.actor.name}
        home="/settings/me"
        timeZone={timeZone}
        theme={theme}
        done={done}
        endSession={endSessionAction}
        changePassword={changePasswordAction}
        setTheme={setThemeAction}
        renewCodes={renewRecoveryCodesAction}
        removePasskey={removePasskeyAction}
      />
      <NoticeList notices={await ask(ownNotices(ctx.db, ctx.actor))} />
    </>
  );
}

const inWords = (role: string) => role.replaceAll("_", " ");
