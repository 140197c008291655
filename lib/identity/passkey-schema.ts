import { z } from "zod";
import { refusal } from "../core/errors";
import { field } from "../core/field";

/** What browsers send in base64url: short, and of nothing else. */
const base64url = z
  .string()
  .max(8_000)
  .regex(/^[A-Za-z0-9_-]*$/);
const common = {
  id: base64url.min(1).max(1_400),
  rawId: base64url,
  type: z.literal("public-key"),
  authenticatorAttachment: z.string().max(40).nullish(),
  clientExtensionResults: z.record(z.string(), z.unknown()),
};

/** A browser's answer to a challenge, signed by a passkey. */
const passkeyAnswer = z.strictObject({
  ...common,
  response: z.strictObject({
    authenticatorData: base64url,
    clientDataJSON: base64url,
    signature: base64url,
    userHandle: base64url.nullish(),
  }),
});

/** A passkey that a browser has made. */
const passkeyMade = z.strictObject({
  ...common,
  response: z.strictObject({
    attestationObject: base64url,
    clientDataJSON: base64url,
    authenticatorData: base64url.nullish(),
    publicKey: base64url.nullish(),
    publicKeyAlgorithm: z.number().int().nullish(),
    transports: z.array(z.string().max(40)).max(10).nullish(),
  }),
});

export type PasskeyAnswer = z.output<typeof passkeyAnswer>;
export type PasskeyMade = z.output<typeof passkeyMade>;

/** The field in which a page's script posts what the browser said. */
export const passkeyAnswerField = jsonField(passkeyAnswer);
export const passkeyMadeField = jsonField(passkeyMade);

function jsonField<Schema extends z.ZodType>(schema: Schema) {
  const refused = () => refusal("passkey_refused");
  return field(refused, (typed): z.output<Schema> => {
    const read = schema.safeParse(parsed(typed));
    if (!read.success) throw refused();
    return read.data;
  });
}

function parsed(typed: string): unknown {
  try {
    return typed.length <= 32_000 ? JSON.parse(typed) : null;
  } catch {
    return null;
  }
}
