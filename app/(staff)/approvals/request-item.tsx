import { ButtonLink } from "@/components/ui/button";
import { recordCustomerView } from "@/lib/audit/record-view";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { formatWait } from "@/lib/core/local-time";
import { impactOf } from "@/lib/operations/approval-impact";
import { readApproval } from "@/lib/operations/approval-queries";
import type { WaitingItem } from "@/lib/operations/waiting-approvals";
import { ask } from "@/lib/web/ask";
import { WhatIsAsked } from "./[id]/what-is-asked";
import { WhatItMeans } from "./[id]/what-it-means";
import { Neighbours } from "./neighbours";
import { SecondPerson } from "./second-person";
import { requestHref } from "./standing-in";

type Props = {
  ctx: Ctx<StaffActor>;
  item: WaitingItem;
  previousId: string | undefined;
  nextId: string | undefined;
};

/** A request beside the inbox: what is asked, what it would do and why; it is decided on its own page. */
export async function RequestItem({ ctx, item, previousId, nextId }: Props) {
  const request = await ask(readApproval(ctx, item.id));
  const [impact] = await ask(Promise.all([impactOf(ctx, request), recordCustomerView(ctx, request.customerId)]));
  return (
    <>
      <SecondPerson />
      <h2 className="mt-0.5 font-medium text-title">{request.words}</h2>
      <p className="mt-2 text-ink-2">
        Asked by {item.maker ?? "somebody"}, {item.branch} · waits {formatWait(item.minutes)}
      </p>
      <WhatIsAsked request={request} />
      {impact ? <WhatItMeans impact={impact} actor={ctx.actor} /> : null}
      {request.reason ? (
        <p className="mt-4 max-w-measure whitespace-pre-line border-rule border-s-3 ps-4">{request.reason}</p>
      ) : null}
      <p className="mt-4">
        <ButtonLink href={requestHref(ctx.actor, item.id)} look={item.own ? "ghost" : "second"} keys="F9">
          {item.own ? "Open the request" : "Review the request"}
        </ButtonLink>
      </p>
      <Neighbours previousId={previousId} nextId={nextId} actor={ctx.actor} />
    </>
  );
}
