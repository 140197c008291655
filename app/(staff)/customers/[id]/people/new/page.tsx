import { randomUUID } from "node:crypto";
import { redirect } from "next/navigation";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { Callout } from "@/components/ui/callout";
import { formatDate } from "@/lib/core/dates";
import { accountsStanding } from "@/lib/customers/accounts-standing";
import { openCustomer } from "@/lib/customers/profile-queries";
import { isEditable } from "@/lib/customers/rules";
import { searchCustomers } from "@/lib/customers/search-queries";
import { readTyped } from "@/lib/customers/typed-queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { savePersonAction } from "../../../actions";
import { PersonFields } from "../../../person-fields";
import { KeepTyped, TypedBefore } from "../../../typed-before";
import { PeopleHeader } from "../people-header";
import { PickPerson } from "../pick-person";

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function NewPersonPage({ params, searchParams }: Props) {
  const ctx = await requireStaff("customer.onboard");
  const organisation = await ask(openCustomer(ctx, (await params).id));
  const page = `/customers/${organisation.id}/people`;
  const open = isEditable(organisation);
  if (organisation.kind !== "organisation" || !(open || organisation.status === "active"))
    redirect(`/customers/${organisation.id}`);
  const { q, linked, fresh } = await urlParams(searchParams, ["q", "linked", "fresh"]);
  const [standing, found, person] = await ask(
    Promise.all([
      accountsStanding(ctx, organisation.id),
      q && !linked ? searchCustomers(ctx, q, SHOWN) : { rows: [], more: false },
      linked ? openCustomer(ctx, linked) : null,
    ]),
  );
  const typed = fresh || linked ? null : await ask(readTyped(ctx, "person", organisation.id));
  return (
    <>
      <PeopleHeader
        organisation={organisation}
        standing={standing}
        on={ctx.businessDate}
        title="Add somebody"
        below="/people"
      />
      {person ? (
        <div className="mb-5 max-w-[36rem]">
          <Callout tone="info" title={<bdi>{person.fullName}</bdi>}>
            Customer <span className="font-mono">{person.customerNo}</span>
            {person.birthDate ? `, born ${formatDate(person.birthDate)}` : ""}.{" "}
            <a href={`${page}/new`} className="link">
              Somebody else
            </a>
          </Callout>
        </div>
      ) : (
        <PickPerson
          page={`${page}/new`}
          typed={q}
          found={found.rows.filter(({ kind, status }) => kind === "individual" && status === "active")}
          more={found.more}
        />
      )}
      <div className="max-w-[36rem]">
        {person ? null : <h2 className="mb-3 font-semibold">If not, record who they are</h2>}
        <TypedBefore typed={typed} fresh={`${page}/new?fresh=1`} />
        <BankForm
          id="person"
          action={savePersonAction}
          initialKey={randomUUID()}
          defaultValue={{ control: "none", ...typed?.values }}
        >
          <HiddenField name="customerId" value={organisation.id} />
          {person ? <HiddenField name="linkedId" value={person.id} /> : null}
          <PersonFields linked={person !== null} withReason={!open} />
          <div>
            <SubmitButton>{open ? "Add to its people" : "Ask to add to its people"}</SubmitButton>
          </div>
        </BankForm>
        {person || !open ? null : <KeepTyped form="person" draft={organisation} />}
      </div>
    </>
  );
}

const SHOWN = 8;
