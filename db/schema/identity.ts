import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { roles } from "../../lib/core/context";
import { bytesColumn, createdAt, dayColumn, idColumn, instantColumn } from "../columns";
import { branches } from "./calendar";
import { customers } from "./customers";

/** Whoever signs in: staff of a branch, or a customer. Personal data of customers stand in `customers`. */
export const users = pgTable(
  "users",
  {
    id: idColumn<"user">("id").primaryKey(),
    kind: text("kind", { enum: ["staff", "customer"] }).notNull(),
    /** Stored in lower case. */
    signInName: text("sign_in_name").notNull().unique(),
    /** Staff only: the name colleagues see. */
    displayName: text("display_name"),
    branchId: idColumn<"branch">("branch_id").references(() => branches.id),
    customerId: idColumn<"customer">("customer_id").references(() => customers.id, { onDelete: "cascade" }),
    passwordHash: text("password_hash").notNull(),
    disabledAt: instantColumn("disabled_at"),
    /** Sessions begun before this instant are over. */
    sessionsValidAfter: createdAt("sessions_valid_after"),
    lastSignInAt: instantColumn("last_sign_in_at"),
    theme: text("theme", { enum: ["light", "dark", "system"] })
      .notNull()
      .default("system"),
    createdAt: createdAt(),
    /** Staff only: where the bank writes to. A customer's address stands in `customers`. */
    email: text("email"),
    /** Until then nothing is paid to others: a new password was set without the old one. */
    paysFrom: instantColumn("pays_from"),
  },
  (t) => [
    check("users_kind", sql`${t.kind} in ('staff', 'customer')`),
    check("users_staff", sql`(${t.kind} = 'staff') = (${t.branchId} is not null and ${t.displayName} is not null)`),
    check("users_customer", sql`(${t.kind} = 'customer') = (${t.customerId} is not null)`),
    check(
      "users_sign_in_name",
      sql`${t.signInName} = lower(${t.signInName}) and length(${t.signInName}) between 3 and 64`,
    ),
    check("users_email", sql`${t.email} is null or ${t.kind} = 'staff'`),
    check("users_theme", sql`${t.theme} in ('light', 'dark', 'system')`),
    uniqueIndex("users_one_per_customer").on(t.customerId),
  ],
);

export const userRoles = pgTable(
  "user_roles",
  {
    userId: idColumn<"user">("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    role: text("role", { enum: roles }).notNull(),
    grantedAt: createdAt("granted_at"),
    /** The last banking day of the role; null: until it is taken away. Who holds what now stands in the view `held_roles`. */
    untilDay: dayColumn("until_day"),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.role] }),
    index("user_roles_until_day").on(t.untilDay).where(sql`until_day is not null`),
  ],
);

/** The truth about who is signed in: only the hash of the token is stored. */
export const sessions = pgTable(
  "sessions",
  {
    id: idColumn<"session">("id").primaryKey(),
    tokenHash: bytesColumn("token_hash").notNull().unique(),
    userId: idColumn<"user">("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    createdAt: createdAt(),
    activatedAt: instantColumn("activated_at"),
    /** When the second factor was given; until then the session opens the page that asks for it. */
    factorAt: instantColumn("factor_at"),
    touchedAt: createdAt("touched_at"),
    expiresAt: instantColumn("expires_at").notNull(),
    revokedAt: instantColumn("revoked_at"),
    ip: text("ip"),
    userAgent: text("user_agent"),
  },
  (t) => [index("sessions_user").on(t.userId, t.createdAt)],
);

/** A one-time code with which a customer sets the first password; only its hash is stored. */
export const enrolmentCodes = pgTable(
  "enrolment_codes",
  {
    id: idColumn<"enrolmentCode">("id").primaryKey(),
    codeHash: bytesColumn("code_hash").notNull().unique(),
    customerId: idColumn<"customer">("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "cascade" }),
    issuedBy: idColumn<"user">("issued_by")
      .notNull()
      .references(() => users.id),
    createdAt: createdAt(),
    expiresAt: instantColumn("expires_at").notNull(),
    usedAt: instantColumn("used_at"),
    withdrawnAt: instantColumn("withdrawn_at"),
  },
  (t) => [index("enrolment_codes_customer").on(t.customerId)],
);

/** A one-time code with which a colleague sets their first password; only its hash is stored. */
export const staffEnrolmentCodes = pgTable(
  "staff_enrolment_codes",
  {
    id: idColumn<"enrolmentCode">("id").primaryKey(),
    codeHash: bytesColumn("code_hash").notNull().unique(),
    userId: idColumn<"user">("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    issuedBy: idColumn<"user">("issued_by")
      .notNull()
      .references(() => users.id),
    createdAt: createdAt(),
    expiresAt: instantColumn("expires_at").notNull(),
    usedAt: instantColumn("used_at"),
    withdrawnAt: instantColumn("withdrawn_at"),
  },
  (t) => [index("staff_enrolment_codes_user").on(t.userId), index("staff_enrolment_codes_issued_by").on(t.issuedBy)],
);

/** A one-time link with which somebody who lost the password sets a new one; only the hash of its secret is stored. */
export const passwordLinks = pgTable(
  "password_links",
  {
    id: idColumn<"passwordLink">("id").primaryKey(),
    tokenHash: bytesColumn("token_hash").notNull().unique(),
    userId: idColumn<"user">("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    createdAt: createdAt(),
    expiresAt: instantColumn("expires_at").notNull(),
    /** When a new password was set with it, or with another one of the same person. */
    usedAt: instantColumn("used_at"),
  },
  (t) => [index("password_links_user").on(t.userId)],
);

/** Roles that one person cannot hold together, for the trigger on user_roles; a test compares it with the table in code. */
export const roleConflicts = pgTable(
  "role_conflicts",
  { one: text("one", { enum: roles }).notNull(), other: text("other", { enum: roles }).notNull() },
  (t) => [primaryKey({ columns: [t.one, t.other] })],
);

/** Tries at a secret, by what they are counted under; the key is a keyed hash, because people type passwords as names. */
export const tries = pgTable(
  "tries",
  {
    key: bytesColumn("key").primaryKey(),
    count: integer("count").notNull(),
    shutUntil: instantColumn("shut_until"),
    /** From then on it is as if nobody had tried. */
    forgetAt: instantColumn("forget_at").notNull(),
  },
  (t) => [index("tries_forget_at").on(t.forgetAt)],
);

/** Browsers in which a person has signed in before; only the hash of the browser's token is stored. */
export const knownDevices = pgTable(
  "known_devices",
  {
    tokenHash: bytesColumn("token_hash").notNull(),
    userId: idColumn<"user">("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    seenAt: createdAt("seen_at"),
  },
  (t) => [primaryKey({ columns: [t.userId, t.tokenHash] })],
);

/** The authenticator app of a person; those of before stay as removed. The secret is encrypted under the bank's key. */
export const totpFactors = pgTable(
  "totp_factors",
  {
    id: idColumn<"totpFactor">("id").primaryKey(),
    userId: idColumn<"user">("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    secretCipher: text("secret_cipher").notNull(),
    /** The last time-step of which a code was used; none up to it works again. */
    lastStep: bigint("last_step", { mode: "bigint" }).notNull(),
    /** Its secret is public: it belongs to the demo bank alone. */
    demo: boolean("demo").notNull(),
    createdAt: createdAt(),
    removedAt: instantColumn("removed_at"),
  },
  (t) => [
    uniqueIndex("totp_factors_one").on(t.userId).where(sql`${t.removedAt} is null`),
    index("totp_factors_user").on(t.userId),
  ],
);

/** One-time codes for who has lost the authenticator; only keyed hashes are stored. */
export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    id: idColumn<"recoveryCode">("id").primaryKey(),
    userId: idColumn<"user">("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    codeHash: bytesColumn("code_hash").notNull(),
    usedAt: instantColumn("used_at"),
  },
  (t) => [uniqueIndex("recovery_codes_hash").on(t.userId, t.codeHash)],
);

/** A passkey of a person; only its public half is here. */
export const passkeys = pgTable(
  "passkeys",
  {
    id: idColumn<"passkey">("id").primaryKey(),
    userId: idColumn<"user">("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    credentialId: text("credential_id").notNull().unique(),
    publicKey: bytesColumn("public_key").notNull(),
    /** What the device says it has signed; one that goes back was copied. */
    counter: bigint("counter", { mode: "bigint" }).notNull(),
    name: text("name").notNull(),
    createdAt: createdAt(),
    lastUsedAt: instantColumn("last_used_at"),
    removedAt: instantColumn("removed_at"),
  },
  (t) => [index("passkeys_user").on(t.userId)],
);

/** What passkeys have been asked to sign; each is gone with its answer, or after two minutes. */
export const passkeyChallenges = pgTable(
  "passkey_challenges",
  {
    id: idColumn<"passkeyChallenge">("id").primaryKey(),
    challenge: text("challenge").notNull().unique(),
    purpose: text("purpose", { enum: ["sign in", "prove", "add", "pay", "override"] }).notNull(),
    sessionId: idColumn<"session">("session_id").references(() => sessions.id, { onDelete: "cascade" }),
    expiresAt: instantColumn("expires_at").notNull(),
  },
  (t) => [
    index("passkey_challenges_expires_at").on(t.expiresAt),
    index("passkey_challenges_session").on(t.sessionId),
    check("passkey_challenges_purpose", sql`${t.purpose} in ('sign in', 'prove', 'add', 'pay', 'override')`),
  ],
);

/** Customers whom a colleague may not serve: themselves, and those with whom they declared a relation (control 43). */
export const staffRelations = pgTable(
  "staff_relations",
  {
    id: idColumn<"staffRelation">("id").primaryKey(),
    userId: idColumn<"user">("user_id")
      .notNull()
      .references(() => users.id),
    customerId: idColumn<"customer">("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "cascade" }),
    relation: text("relation", { enum: ["self", "household", "relative", "other"] }).notNull(),
    createdAt: createdAt(),
    endedAt: instantColumn("ended_at"),
  },
  (t) => [
    check("staff_relations_relation", sql`${t.relation} in ('self', 'household', 'relative', 'other')`),
    uniqueIndex("staff_relations_open").on(t.userId, t.customerId).where(sql`ended_at is null`),
    index("staff_relations_customer").on(t.customerId),
  ],
);

/** Who decides in whose place while they are away, by banking days; both hold the powers themselves. */
export const delegations = pgTable(
  "delegations",
  {
    id: idColumn<"delegation">("id").primaryKey(),
    fromUserId: idColumn<"user">("from_user_id")
      .notNull()
      .references(() => users.id),
    toUserId: idColumn<"user">("to_user_id")
      .notNull()
      .references(() => users.id),
    firstDay: dayColumn("first_day").notNull(),
    lastDay: dayColumn("last_day").notNull(),
    createdAt: createdAt(),
    endedAt: instantColumn("ended_at"),
  },
  (t) => [
    check("delegations_another", sql`${t.fromUserId} <> ${t.toUserId}`),
    check("delegations_days", sql`${t.firstDay} <= ${t.lastDay}`),
    index("delegations_from").on(t.fromUserId, t.lastDay),
    index("delegations_to").on(t.toUserId, t.lastDay).where(sql`ended_at is null`),
  ],
);
