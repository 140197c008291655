import "server-only";
import { randomUUID } from "node:crypto";
import { refresh } from "next/cache";
import { headers } from "next/headers";
import { redirect, unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { isDatabaseAway } from "@/db/client";
import type { Pending } from "../approvals/demand-approval";
import type { Ctx } from "../core/context";
import { decimalMarkOf } from "../core/decimal-mark";
import { type BankError, type ErrorCode, isBankError, refusal } from "../core/errors";
import type { FormState } from "../core/form-state";
import { noteFailedForm } from "./failed-form";
import { hasField, readForm, secretFields, typedValues } from "./form-input";
import { logFailure } from "./log";
import { assertSameOrigin } from "./origin";
import { factorPath } from "./return-path";

type Options<Result, Input> = {
  /** Where the person goes once it is done. */
  redirectTo?: (result: Result, input: Input) => string;
  /** Without `redirectTo`: the sentence that the form then shows. */
  done?: (result: Result, input: Input) => string;
  /** Fields besides passwords that are not sent back to the form. */
  secrets?: readonly string[];
};

/**
 * A server action that does one command for whoever the guard lets through. A refusal comes back to the form with every
 * value kept (secrets never); what nobody expected goes to the error page with the reference that stands in the log.
 */
export function formAction<C extends Ctx, Schema extends z.ZodType, Result>(
  guard: () => Promise<C>,
  schema: Schema,
  command: (ctx: C, input: z.output<Schema>) => Promise<Result>,
  options: Options<Exclude<Result, Pending>, z.output<Schema>> = {},
): (state: FormState, formData: FormData) => Promise<FormState> {
  const secrets = [...secretFields(schema), ...(options.secrets ?? [])];

  return async (_state, sent: unknown) => {
    // Called by its id an action gets whatever was typed as its arguments, or none.
    const formData = sent instanceof FormData ? sent : new FormData();
    let next: string | undefined;
    try {
      await assertSameOrigin();
      const ctx = await guard();
      if (formData !== sent) throw refusal("unreadable");
      const form = readForm(schema, formData, decimalMarkOf((await headers()).get("accept-language")));
      if (form.status !== "success") {
        await noteFailedForm();
        return { submission: form.reply({ hideFields: secrets }), key: randomUUID() };
      }
      const result = await command(ctx, form.value);
      const waiting = pendingIn(result);
      if (waiting) next = `/approvals/${waiting}`;
      else if (!options.redirectTo)
        return completed(formData, options.done?.(result as Exclude<Result, Pending>, form.value));
      else next = options.redirectTo(result as Exclude<Result, Pending>, form.value);
    } catch (error) {
      unstable_rethrow(error);
      if (isBankError(error) && error.reason === "confirm_again")
        redirect(factorPath("give factor", (await headers()).get("x-bank-path")));
      await noteFailedForm();
      // The page shows what is asked to be confirmed anew.
      if (isBankError(error) && error.reason === "rate_changed") refresh();
      if (isBankError(error)) return refused(error, formData, secrets);
      const incoming = await headers();
      const reference = incoming.get("x-request-id") ?? randomUUID();
      logFailure(error, {
        reference,
        // What is asked of a page after the ? may be somebody's name.
        path: incoming.get("x-bank-path")?.split("?")[0],
        action: incoming.get("next-action") ?? undefined,
      });
      if (isDatabaseAway(error)) return refused(refusal("unavailable"), formData, secrets);
      throw withReference(error, reference);
    }
    // Otherwise the browser keeps the frame it has, with the till and the counts of before.
    refresh();
    redirect(next);
  };
}

/** The request that a command made instead of acting: its page says what it waits for. */
function pendingIn(result: unknown): string | null {
  const asked = typeof result === "object" && result !== null && "pending" in result ? result.pending : null;
  return typeof asked === "string" ? asked : null;
}

function completed(formData: FormData, message: string | undefined): FormState {
  refresh();
  return {
    submission: typedValues(formData).reply({ resetForm: true }),
    done: true,
    ...(message ? { message } : {}),
    key: randomUUID(),
  };
}

function refused(error: BankError, formData: FormData, secrets: string[]): FormState {
  const { code, field, reason, sentence } = error;
  const place =
    field && hasField(formData, field) ? { fieldErrors: { [field]: [sentence] } } : { formErrors: [sentence] };
  const submission = typedValues(formData).reply({ ...place, hideFields: secrets });
  const sentKey = formData.get("key");
  const key = nobodyKnows.has(code) && typeof sentKey === "string" ? sentKey : randomUUID();
  return { submission, reason, message: sentence, key };
}

/** Answers under which no outcome is stored: trying again must carry the same key, or it could be done twice. */
const nobodyKnows: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "unauthenticated",
  "step_up",
  "rate_limited",
  "unavailable",
]);

/** Next shows an error's digest to the person and nothing else of it. */
function withReference(cause: unknown, digest: string): Error {
  return Object.assign(new Error("A command failed unexpectedly", { cause }), { digest });
}
