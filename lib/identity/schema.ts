import { z } from "zod";
import { refusal } from "../core/errors";
import { choice, idField, password, text } from "../core/fields";

// Whether a password is good is judged by the commands, where the person's own names are known.
const signInName = text({ what: "a user name", max: 64 });

export const signInInput = z.strictObject({
  signInName,
  password,
  next: text({ what: "the page", max: 500, optional: true }),
});

export const enrolInput = withRepeat({ code: text({ what: "the code from your branch", max: 40 }), signInName });

export const changePasswordInput = withRepeat({ current: password });

export const endSessionInput = z.strictObject({ sessionId: idField("session") });

export const setThemeInput = z.strictObject({ theme: choice("how the pages look", ["light", "dark", "system"]) });

export const issueEnrolmentCodeInput = z.strictObject({ customerId: idField("customer") });

/** A form with a new password, typed twice. */
function withRepeat<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject({ ...shape, password, repeat: password }).check((context) => {
    const typed: { password?: unknown; repeat?: unknown } = context.value;
    if (typed.password === typed.repeat) return;
    context.issues.push({
      code: "custom",
      input: typed.repeat,
      path: ["repeat"],
      message: refusal("passwords_differ").sentence,
    });
  });
}
