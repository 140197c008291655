"use client";

import { type DefaultValue, FormProvider, useForm } from "@conform-to/react";
import { type FormEvent, type ReactNode, useActionState } from "react";
import { enterAdvances } from "./enter-advances";
import { ErrorSummary } from "./error-summary";
import { FormOutcome } from "./form-outcome";
import { SendingContext } from "./sending-context";
import { type FormAction, useSending } from "./use-sending";
import { announceTyped } from "./use-typed";

/** What the fields start with: texts, lists of ticked boxes, parts of a date. */
export type FormValues = { [name: string]: string | string[] | { [part: string]: string } };

type BankFormProps = {
  /** Names the form on its page; panels beside it read its fields by this name. */
  id: string;
  action: FormAction;
  /** A UUID made by the page: the idempotency key of the first try. */
  initialKey?: string;
  defaultValue?: DefaultValue<FormValues>;
  /** Moves money: Enter goes to the next field and never posts. */
  money?: boolean;
  /** Lets the form take the whole width, for columns inside it. */
  wide?: boolean;
  /** What takes the form's place once it is done, from what the answer says. */
  whenDone?: (message: string) => ReactNode;
  /** The fields, and a `SubmitButton` at the end. */
  children: ReactNode;
};

/**
 * A form of the bank. It posts with and without JavaScript, keeps every value when it is refused, is sent once however
 * often it is clicked, and says so when nobody knows what became of it.
 */
export function BankForm({
  id,
  action,
  initialKey,
  defaultValue,
  money = false,
  wide = false,
  whenDone,
  children,
}: BankFormProps) {
  const [posted, postAction] = useActionState(action, null);
  const { state, sending, send, again } = useSending(action, posted);
  const [form] = useForm<FormValues>({
    id,
    lastResult: state?.submission ?? null,
    defaultValue,
    defaultNoValidate: true,
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const submitter = event.nativeEvent instanceof SubmitEvent ? event.nativeEvent.submitter : null;
    send(new FormData(event.currentTarget, submitter));
  }

  if (whenDone && state?.done && state.message) return whenDone(state.message);
  return (
    <FormProvider context={form.context}>
      <form
        id={id}
        action={postAction}
        onSubmit={submit}
        onKeyDown={money ? enterAdvances : undefined}
        onReset={announceTyped}
        noValidate
        aria-busy={sending === "sending"}
        className={`grid content-start gap-(--gap) ${wide ? "" : "max-w-[36rem]"}`}
      >
        {/* A default button that is disabled keeps Enter from posting even where no script runs. */}
        {money ? <button type="submit" disabled hidden aria-hidden="true" tabIndex={-1} /> : null}
        <ErrorSummary formId={id} answer={state} />
        <FormOutcome state={state} sending={sending} money={money} again={again} />
        {initialKey ? <input type="hidden" name="key" value={state?.key ?? initialKey} readOnly /> : null}
        <div
          inert={sending === "sending" || sending === "unknown"}
          className="grid content-start gap-(--gap) inert:opacity-60"
        >
          <SendingContext value={{ sending, money }}>{children}</SendingContext>
        </div>
      </form>
    </FormProvider>
  );
}
