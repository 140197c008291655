import { z } from "zod";

const databaseUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: "must be an address like postgres://user:password@host:5432/bank",
});
const secret = z.string().min(32, "must have at least 32 characters");
const DATA_KEY = /^[A-Za-z0-9+/]{43}=$/;
const dataKey = z.string().regex(DATA_KEY, "must be 32 bytes in base64");

/** Secrets of before, separated by commas: they still open what they closed. */
const formerly = (one: RegExp, error: string) =>
  z
    .string()
    .default("")
    .transform((text) => text.split(",").map((part) => part.trim()))
    .transform((parts) => parts.filter((part) => part !== ""))
    .refine((parts) => parts.every((part) => one.test(part)), error);

/** Every setting of the bank; `.env.example` describes each. `npm run up` sets what is missing. */
const schema = z.object({
  BANK_MODE: z.enum(["demo", "production"], { error: "must be demo or production" }).default("demo"),
  DATABASE_URL: databaseUrl,
  DATABASE_JOBS_URL: databaseUrl,
  APP_ORIGIN: z
    .url({ protocol: /^https?$/, error: "must be the one true address of the bank, like https://bank.example" })
    .default("http://localhost:3000"),
  TRUST_FORWARDED_FOR: z.enum(["yes", "no"], { error: "must be yes or no" }).default("no"),
  AUTH_SECRET: secret,
  PASSWORD_PEPPER: secret,
  PASSWORD_PEPPER_OLD: formerly(/^.{32,}$/, "must be secrets of at least 32 characters, with commas between them"),
  BANK_DATA_KEY: dataKey,
  BANK_DATA_KEY_OLD: formerly(DATA_KEY, "must be keys of 32 bytes in base64, with commas between them"),
  BANK_RECORD_KEY: dataKey.optional(),
  BANK_SIGNING_KEY: z
    .string()
    .regex(/^MC4CAQAwBQYDK2VwBCIEI[A-Za-z0-9+/]{43}$/, "must be an Ed25519 private key: PKCS#8, DER, in base64")
    .optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: "must be an address like smtps://user:password@host:465" }).optional(),
  VIRUS_SCANNER_URL: z
    .url({
      protocol: /^(tcp|unix)$/,
      error: "must be the address of clamd, like tcp://127.0.0.1:3310 or unix:///run/clamav/clamd.ctl",
    })
    .optional(),
  MAIL_FROM: z.string().min(3).default("Countinghouse <no-reply@localhost>"),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

export type Env = z.output<typeof schema>;

let checked: Env | undefined;

/** The settings, checked once; a wrong one stops the process with a sentence that names it. */
export function env(): Env {
  checked ??= check(process.env);
  return checked;
}

/** Checks settings and throws one error that names every wrong one. */
export function check(settings: Record<string, string | undefined>): Env {
  const result = schema.safeParse(settings);
  if (!result.success) {
    const lines = result.error.issues.map(
      (issue) => `  ${issue.path.join(".")} ${issue.code === "invalid_type" ? "is not set" : issue.message}`,
    );
    throw new Error(`The bank cannot start with these settings:\n${lines.join("\n")}`);
  }
  if (result.data.BANK_DATA_KEY_OLD.length > 0 && !result.data.BANK_RECORD_KEY) {
    throw new Error(
      "The bank cannot start with these settings:\n  BANK_RECORD_KEY is not set: beside BANK_DATA_KEY_OLD it must be what BANK_DATA_KEY was at first",
    );
  }
  if (result.data.BANK_MODE === "production" && !result.data.APP_ORIGIN.startsWith("https://")) {
    throw new Error("The bank cannot start with these settings:\n  APP_ORIGIN must be an https address in production");
  }
  return result.data;
}
