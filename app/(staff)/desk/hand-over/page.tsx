import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { BankForm } from "@/components/form/bank-form";
import { CountGrids } from "@/components/form/count-grids";
import { HiddenField } from "@/components/form/hidden-field";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Status } from "@/components/ui/status";
import { countableCash } from "@/lib/cash/count-queries";
import { freeTellers } from "@/lib/cash/handover-queries";
import { myTill } from "@/lib/cash/queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { handOverTillAction } from "../actions";
import { BeforeCount } from "../begin-count";

export const metadata: Metadata = { title: "Hand the till over" };

export default async function HandOverPage() {
  const ctx = await requireStaff("till.operate");
  const [till, colleagues] = await ask(Promise.all([myTill(ctx), freeTellers(ctx)]));
  if (!till || colleagues.length === 0) {
    return (
      <>
        <PageHeader back={{ href: "/desk", label: "Desk" }} title="Hand the till over" />
        <Callout tone="held" title={till ? "No colleague is free" : "Your till is not open"}>
          {till
            ? "Every teller of this branch has a till open. Count and close yours instead."
            : "Only an open till changes hands."}{" "}
          <a href="/desk" className="link">
            Back to the desk
          </a>
        </Callout>
      </>
    );
  }
  if (till.status !== "counting" || till.counted)
    return <BeforeCount till={till} title={`Hand over ${till.name}`} goal="hand-over" />;
  const countable = await ask(countableCash(ctx, till.tillId));
  return (
    <>
      <PageHeader
        back={{ href: "/desk", label: "Desk" }}
        eyebrow={<Status of="till" is={till.status} />}
        title={`Hand over ${till.name}`}
        meta="Count everything in the till together. It is your colleague’s once they agree to the count."
      />
      <div className="max-w-[44rem]">
        <BankForm id="hand-over" action={handOverTillAction} initialKey={randomUUID()} money wide>
          <HiddenField name="sessionId" value={till.sessionId} />
          <div className="max-w-[29rem]">
            <SelectField
              name="toId"
              label="To"
              placeholder={null}
              options={colleagues.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </div>
          <CountGrids name="counts" what="Counted" currencies={countable} />
          <div className="flex flex-wrap items-center gap-3">
            <SubmitButton>{`Hand over ${till.name}`}</SubmitButton>
            <ButtonLink href="/desk">Back to the desk</ButtonLink>
          </div>
        </BankForm>
      </div>
    </>
  );
}
