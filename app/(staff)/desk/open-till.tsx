import { randomUUID } from "node:crypto";
import type { ReactNode } from "react";
import { BankForm } from "@/components/form/bank-form";
import { CountGrids } from "@/components/form/count-grids";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { PageHeader } from "@/components/layout/page-header";
import { Empty } from "@/components/ui/empty";
import { Status } from "@/components/ui/status";
import type { CountableCurrency } from "@/lib/cash/count-queries";
import type { ShownHandover } from "@/lib/cash/handover-queries";
import type { CashPlace } from "@/lib/cash/queries";
import { formatMoney, money } from "@/lib/core/money";
import { openTillAction } from "./actions";
import { TakeTill } from "./handover";

type OpenTillProps = {
  tills: readonly CashPlace[];
  countable: readonly CountableCurrency[];
  name: string;
  /** A till that a colleague hands to this teller. */
  handover: ShownHandover | null;
  /** What else waits at this desk. */
  children: ReactNode;
};

/** The desk before the till is open: choose one that nobody has, and count what lies in it. */
export function OpenTill({ tills, countable, name, handover, children }: OpenTillProps) {
  const free = tills.filter((till) => till.holder === null);
  return (
    <>
      <PageHeader
        eyebrow={<Status of="till" is="closed" />}
        title="Your till is not open"
        meta={`Open one to take and pay cash, ${name}. Everything you post is numbered in it.`}
      />
      {handover ? (
        <div className="mb-5 max-w-[44rem]">
          <TakeTill handover={handover} />
        </div>
      ) : null}
      {free.length === 0 ? (
        <Empty kind="none" title="No till is free">
          Each till of this branch is open with a colleague. One of them has to be closed first.
        </Empty>
      ) : (
        <div className="max-w-[44rem]">
          <BankForm
            id="open-till"
            action={openTillAction}
            initialKey={randomUUID()}
            defaultValue={{ tillId: free[0]?.id }}
            money
            wide
          >
            <div className="max-w-[29rem]">
              <SelectField name="tillId" label="Till" options={tills.map(optionOf)} placeholder={null} />
            </div>
            <p className="text-ink-2">
              Count what lies in the till. It has to be what the last count left; an empty till needs no figure.
            </p>
            <CountGrids name="counts" what="Float" currencies={countable} />
            <div className="max-w-[29rem]">
              <TextArea
                name="reason"
                label="Why the float differs"
                hint="Only when it does. A second person then has to agree before the till opens."
                optional
              />
            </div>
            <div>
              <SubmitButton>Open the till</SubmitButton>
            </div>
          </BankForm>
        </div>
      )}
      <div className="mt-6 grid grid-cols-[minmax(0,1fr)] gap-3">{children}</div>
    </>
  );
}

function optionOf({ id, name, holder, cash }: CashPlace) {
  const holds = cash
    .filter(({ minor }) => minor !== 0n)
    .map(({ minor, currency }) => formatMoney(money(minor, currency)));
  const state = holder ? `open with ${holder}` : holds.length > 0 ? `holds ${holds.join(" and ")}` : "empty";
  return { value: id, label: `${name}, ${state}`, disabled: holder !== null };
}
