import type { Metadata } from "next";
import { NoticeList } from "@/components/bank/notice-list";
import { PageHeader } from "@/components/layout/page-header";
import { Columns, Section } from "@/components/layout/section";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { Status } from "@/components/ui/status";
import { tellerDesk } from "@/lib/cash/counter-queries";
import { formatLocalTime } from "@/lib/core/local-time";
import { ownNotices } from "@/lib/notifications/queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { CloseTill } from "./close-till";
import { DeskWithoutTill } from "./desk-without-till";
import { FocusFind } from "./focus-find";
import { OpenTill } from "./open-till";
import { TillJournal } from "./till-journal";
import { TillSummary } from "./till-summary";

export const metadata: Metadata = { title: "Desk" };

export default async function DeskPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("customer.read");
  const desk = await ask(tellerDesk(ctx, await urlParams(searchParams, ["older", "newer"])));
  if (!desk) return <DeskWithoutTill actor={ctx.actor} />;
  if (!desk.till) return <OpenTill tills={desk.tills} name={ctx.actor.name} />;
  const notices = await ask(ownNotices(ctx.db, ctx.actor, { days: 7 }));
  return (
    <>
      <FocusFind />
      <PageHeader
        eyebrow={<Status of="till" is="open" />}
        title={desk.till.name}
        meta={`Opened ${formatLocalTime(desk.till.openedAt)} by ${ctx.actor.name}`}
      />
      <Columns
        side={
          <>
            <CloseTill till={desk.till} />
            <NoticeList notices={notices} />
          </>
        }
      >
        <TillSummary till={desk.till} />
        <Section title="Movements of this session">
          <TillJournal rows={desk.movements.rows} />
          <KeysetPager path="/desk" page={desk.movements} to="journal" />
        </Section>
      </Columns>
    </>
  );
}
