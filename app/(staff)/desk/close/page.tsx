import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { BankForm } from "@/components/form/bank-form";
import { CountGrids } from "@/components/form/count-grids";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Status } from "@/components/ui/status";
import { countableCash } from "@/lib/cash/count-queries";
import { myTill } from "@/lib/cash/queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { closeTillAction } from "../actions";
import { BeforeCount } from "../begin-count";

export const metadata: Metadata = { title: "Count and close" };

export default async function CloseTillPage() {
  const ctx = await requireStaff("till.operate");
  const till = await ask(myTill(ctx));
  if (!till) {
    return (
      <>
        <PageHeader back={{ href: "/desk", label: "Desk" }} title="Count and close" />
        <Callout tone="held" title="Your till is not open">
          There is nothing to count.{" "}
          <a href="/desk" className="link">
            Back to the desk
          </a>
        </Callout>
      </>
    );
  }
  if (till.status !== "counting" || till.counted)
    return <BeforeCount till={till} title={`Count and close ${till.name}`} goal="close" />;
  const countable = await ask(countableCash(ctx, till.tillId));
  return (
    <>
      <PageHeader
        back={{ href: "/desk", label: "Desk" }}
        eyebrow={<Status of="till" is={till.status} />}
        title={`Count and close ${till.name}`}
        meta="Count everything in the till. What the books say is shown after you have counted."
      />
      <div className="max-w-[44rem]">
        <BankForm id="close-till" action={closeTillAction} initialKey={randomUUID()} money wide>
          <HiddenField name="sessionId" value={till.sessionId} />
          <CountGrids name="counts" what="Counted" currencies={countable} />
          <div className="flex flex-wrap items-center gap-3">
            <SubmitButton>{`Close ${till.name}`}</SubmitButton>
            <ButtonLink href="/desk">Back to the desk</ButtonLink>
          </div>
        </BankForm>
      </div>
    </>
  );
}
