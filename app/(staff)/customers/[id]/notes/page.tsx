import { randomUUID } from "node:crypto";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { Callout } from "@/components/ui/callout";
import { Empty } from "@/components/ui/empty";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { notesOn } from "@/lib/customers/note-queries";
import { openCustomer } from "@/lib/customers/profile-queries";
import { may } from "@/lib/identity/authorize";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { addNoteAction } from "../../actions";
import { NoteList } from "../note-list";

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function NotesPage({ params, searchParams }: Props) {
  const ctx = await requireStaff("customer.read");
  const customer = await ask(openCustomer(ctx, (await params).id));
  const { added, older, newer } = await urlParams(searchParams, ["added", "older", "newer"]);
  const notes = await ask(notesOn(ctx, customer.id, { older, newer }));
  return (
    <div className="max-w-[42rem]">
      <title>{`Notes on ${customer.fullName} – Countinghouse`}</title>
      <PageHeader
        back={{ href: `/customers/${customer.id}`, label: "The customer" }}
        title="Notes"
        meta={
          <>
            <bdi className="text-ink">{customer.fullName}</bdi> · the customer may ask to read them
          </>
        }
      />
      {added ? (
        <div className="mb-5">
          <output>
            <Callout tone="ok" title="The note is kept" />
          </output>
        </div>
      ) : null}
      {may(ctx.actor, "customer.note") ? (
        <BankForm id="note" action={addNoteAction} initialKey={randomUUID()}>
          <HiddenField name="customerId" value={customer.id} />
          <TextArea name="note" label="Note for colleagues" hint="A note stays as it is written." rows={3} />
          <div>
            <SubmitButton>Keep the note</SubmitButton>
          </div>
        </BankForm>
      ) : null}
      <Section title="Newest first">
        {notes.rows.length > 0 ? <NoteList notes={notes.rows} /> : <Empty kind="none" title="No notes yet" />}
        <KeysetPager path={`/customers/${customer.id}/notes`} page={notes} />
      </Section>
    </div>
  );
}
