import type { Metadata } from "next";
import type { ReactNode } from "react";
import { NoticeList } from "@/components/bank/notice-list";
import { PageHeader } from "@/components/layout/page-header";
import { Columns, Section } from "@/components/layout/section";
import { Callout } from "@/components/ui/callout";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { Status } from "@/components/ui/status";
import { ownNotes } from "@/lib/cash/count-queries";
import { tellerDesk } from "@/lib/cash/counter-queries";
import { openOffers } from "@/lib/cash/offer-queries";
import type { TillMovement } from "@/lib/cash/queries";
import { formatLocalTime } from "@/lib/core/local-time";
import type { Page } from "@/lib/core/paging";
import { ownNotices } from "@/lib/notifications/queries";
import { ownRequests } from "@/lib/operations/own-requests";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { CashOffers } from "../cash/cash-offers";
import { BeingCounted } from "./begin-count";
import { DeskWithoutTill } from "./desk-without-till";
import { EndSession, GoOnServing } from "./end-session";
import { FocusFind } from "./focus-find";
import { HandedOver } from "./handover";
import { OpenTill } from "./open-till";
import { OwnRequests } from "./own-requests";
import { TillCounted } from "./till-counted";
import { TillJournal } from "./till-journal";
import { TillNotes } from "./till-notes";
import { TillSummary } from "./till-summary";

export const metadata: Metadata = { title: "Desk" };

export default async function DeskPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("customer.read");
  const desk = await ask(tellerDesk(ctx, await urlParams(searchParams, ["older", "newer"])));
  const [requests, notices] = await ask(
    Promise.all([ownRequests(ctx), desk ? ownNotices(ctx.db, ctx.actor, { days: 7 }) : []]),
  );
  const own = <OwnRequests requests={requests} />;
  if (!desk) return <DeskWithoutTill actor={ctx.actor}>{own}</DeskWithoutTill>;
  if (!desk.till)
    return (
      <OpenTill tills={desk.tills} countable={desk.countable} name={ctx.actor.name} handover={desk.handover}>
        <div className="max-w-[29rem]">{own}</div>
        <NoticeList notices={notices} />
        {desk.movements.rows.length > 0 ? <Today movements={desk.movements} /> : null}
      </OpenTill>
    );
  const waits = (
    <div className="mt-6 grid max-w-[29rem] gap-3">
      {own}
      <NoticeList notices={notices} />
    </div>
  );
  if (desk.handover)
    return (
      <>
        <HandedOver handover={desk.handover} sessionId={desk.till.sessionId} />
        {waits}
      </>
    );
  if (desk.till.status === "counting")
    return (
      <>
        {desk.count ? <TillCounted till={desk.till} count={desk.count} /> : <BeingCounted till={desk.till} />}
        {waits}
      </>
    );
  const [held, offers] = await ask(Promise.all([ownNotes(ctx), openOffers(ctx, {}, 5)]));
  return (
    <>
      <FocusFind />
      <PageHeader
        eyebrow={<Status of="till" is={desk.till.status} />}
        title={desk.till.name}
        meta={`Opened ${formatLocalTime(desk.till.openedAt)} by ${ctx.actor.name}`}
      />
      {desk.till.status === "suspended" ? (
        <div className="mb-4 grid justify-items-start gap-3">
          <Callout tone="held" title="This till is suspended">
            Nothing is taken or paid until you go on serving.
          </Callout>
          <GoOnServing sessionId={desk.till.sessionId} />
        </div>
      ) : null}
      <Columns
        side={
          <>
            <CashOffers ctx={ctx} offers={offers} />
            {own}
            <TillNotes held={held} />
            <EndSession till={desk.till} />
            <NoticeList notices={notices} />
          </>
        }
      >
        <TillSummary till={desk.till} />
        <Today movements={desk.movements}>
          <p className="mt-2">
            <a href={`/cash/sessions/${desk.till.sessionId}`} className="link">
              Journal with the running balance
            </a>
          </p>
        </Today>
      </Columns>
    </>
  );
}

/** What the teller took, paid and booked on this day, also in a till that they closed meanwhile. */
function Today({ movements, children }: { movements: Page<TillMovement>; children?: ReactNode }) {
  return (
    <Section title="Movements today">
      <TillJournal rows={movements.rows} />
      {children}
      <KeysetPager path="/desk" page={movements} to="journal" />
    </Section>
  );
}
