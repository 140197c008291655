import type { Metadata } from "next";
import { Callout } from "@/components/ui/callout";
import { Empty } from "@/components/ui/empty";
import { latestActivityOf } from "@/lib/audit/queries";
import { recordCustomerView } from "@/lib/audit/record-view";
import type { Ctx, StaffActor } from "@/lib/core/context";
import type { CustomerId } from "@/lib/core/ids";
import { openCustomer } from "@/lib/customers/profile-queries";
import { reviewPack } from "@/lib/customers/review-queries";
import { absentColleagues } from "@/lib/identity/delegations";
import { seenInLog } from "@/lib/operations/mask-activity";
import { type WaitingItem, waitingApprovals } from "@/lib/operations/waiting-approvals";
import { ask } from "@/lib/web/ask";
import { requireDecider } from "@/lib/web/stand-in";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { ConsentItem } from "./consent-item";
import { CustomerReview } from "./customer-review";
import { DecidedNotice } from "./decided-notice";
import { Inbox } from "./inbox";
import { LoanItem } from "./loan-item";
import { RequestItem } from "./request-item";
import { Inboxes, StandingIn } from "./standing-in";

export const metadata: Metadata = { title: "Approvals" };

export default async function ApprovalsPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireDecider("approval.decide");
  const [{ items, more }, absent] = await ask(Promise.all([waitingApprovals(ctx), absentColleagues(ctx)]));
  const { item, decided, consented } = await urlParams(searchParams, ["item", "decided", "consented"]);
  const at = items.findIndex((one) => one.id === item);
  const selected = item ? items[at] : (items.find((one) => !one.own) ?? items[0]);
  const place = selected ? items.indexOf(selected) : -1;
  const done = decided ?? consented;
  const notice = done ? await ask(openCustomer(ctx, done)) : null;
  return (
    <div className="-mx-5 -my-4 grid md:min-h-[calc(100dvh-2.5rem)] md:grid-cols-[23.75rem_minmax(0,1fr)]">
      <section aria-label="Waiting requests" className="border-rule md:border-e">
        <div className="flex items-baseline gap-2 px-4 pt-4 pb-2">
          <h1 className="font-medium text-title">Approvals</h1>
          <span className="text-ink-2">
            {more ? `the ${items.length} most urgent of more` : `${items.length} waiting`}
          </span>
          <a href="/approvals/absence" className="link ms-auto inline-block min-h-6 text-meta">
            When you are away
          </a>
        </div>
        <Inboxes actor={ctx.actor} absent={absent} />
        <Inbox items={items} selectedId={selected?.id} actor={ctx.actor} />
      </section>
      <section aria-label="Selected request" className="min-w-0 px-6 py-4">
        <StandingIn actor={ctx.actor} />
        {notice ? <DecidedNotice customer={notice} consented={consented !== undefined} /> : null}
        {selected ? (
          <Detail ctx={ctx} item={selected} previous={items[place - 1]} next={items[place + 1]} />
        ) : item ? (
          <Callout tone="held" title="This request no longer waits">
            Somebody decided it, or it was taken back. Choose another one.
          </Callout>
        ) : (
          <Empty kind="all-done" title="All done — nothing is waiting for you" />
        )}
      </section>
    </div>
  );
}

type DetailProps = { ctx: Ctx<StaffActor>; item: WaitingItem; previous?: WaitingItem; next?: WaitingItem };

async function Detail({ ctx, item, previous, next }: DetailProps) {
  if (item.kind === "request") return <RequestItem ctx={ctx} item={item} previousId={previous?.id} nextId={next?.id} />;
  if (item.kind === "loan")
    return <LoanItem item={item} actor={ctx.actor} previousId={previous?.id} nextId={next?.id} />;
  if (item.kind === "consent")
    return (
      <ConsentItem
        customer={await ask(openCustomer(ctx, item.id))}
        own={item.own}
        actor={ctx.actor}
        on={ctx.businessDate}
        previousId={previous?.id}
        nextId={next?.id}
      />
    );
  const asked = { size: 20, ...seenInLog(ctx.actor) };
  const [pack, history] = await ask(
    Promise.all([
      reviewPack(ctx, item.id),
      latestActivityOf(ctx.db, item.id, asked),
      recordCustomerView(ctx, item.id as CustomerId),
    ]),
  );
  return (
    <CustomerReview
      {...pack}
      actor={ctx.actor}
      history={history}
      on={ctx.businessDate}
      previousId={previous?.id}
      nextId={next?.id}
    />
  );
}
