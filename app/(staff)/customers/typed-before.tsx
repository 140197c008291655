import { Autosave } from "@/components/form/autosave";
import { Callout } from "@/components/ui/callout";
import { formatLocalTime } from "@/lib/core/local-time";
import type { CustomerRecord } from "@/lib/customers/profile-queries";
import type { Typed } from "@/lib/customers/typed-queries";

/** Says that the form begins with what was typed and not sent, with the way back to what is on file. */
export function TypedBefore({ typed, fresh }: { typed: Typed | null; fresh: string }) {
  if (!typed) return null;
  return (
    <div className="mb-5">
      <Callout tone="info" title={`What you typed is back (saved ${formatLocalTime(typed.savedAtLocal)})`}>
        It is not part of the application until you send this page.{" "}
        {/* The whole page anew: what stands in its fields must go. */}
        <a href={fresh} target="_self" className="link">
          Leave it out
        </a>
      </Callout>
    </div>
  );
}

/** Keeps what is typed into a form of an application. */
export function KeepTyped({ form, draft }: { form: string; draft?: CustomerRecord }) {
  const about: Record<string, string> = draft ? { customerId: draft.id, since: draft.readAt } : {};
  return <Autosave form={form} action="/customers/typed" about={about} />;
}
