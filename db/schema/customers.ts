import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  char,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { bytesColumn, createdAt, dayColumn, idColumn, instantColumn } from "../columns";
import { branches } from "./calendar";
import { users } from "./identity";
import { products } from "./products";

export const customerStatuses = [
  "draft",
  "pending_review",
  "returned",
  "compliance_review",
  "active",
  "rejected",
  "withdrawn",
  "closed",
] as const;

/** What a picture shows: a side of an identity document, or a paper of an organisation's. */
export const scanSides = ["front", "back", "register_extract", "articles", "other_paper"] as const;

export const customers = pgTable(
  "customers",
  {
    id: idColumn<"customer">("id").primaryKey(),
    customerNo: text("customer_no").notNull().unique(),
    kind: text("kind", { enum: ["individual", "organisation"] }).notNull(),
    status: text("status", { enum: customerStatuses }).notNull().default("draft"),
    branchId: idColumn<"branch">("branch_id")
      .notNull()
      .references(() => branches.id),
    fullName: text("full_name").notNull(),
    birthDate: dayColumn("birth_date"),
    nationality: char("nationality", { length: 2 }),
    phone: text("phone"),
    email: text("email"),
    riskRating: text("risk_rating", { enum: ["low", "medium", "high", "prohibited"] }),
    /** ASCII transliteration of name, phone, e-mail and numbers, in lower case, for trigram search. */
    searchText: text("search_text").notNull(),
    openedBy: idColumn<"user">("opened_by").references((): AnyPgColumn => users.id),
    submittedBy: idColumn<"user">("submitted_by").references((): AnyPgColumn => users.id),
    submittedAt: instantColumn("submitted_at"),
    decidedBy: idColumn<"user">("decided_by").references((): AnyPgColumn => users.id),
    decidedAt: instantColumn("decided_at"),
    decisionReason: text("decision_reason"),
    /** The day from which the bank must look at the customer again; set by the risk rating. */
    nextReviewOn: dayColumn("next_review_on"),
    /** The banking day on which they were closed, rejected or withdrawn: from it the retention period runs. Kept by the database. */
    endedOn: dayColumn("ended_on"),
    /** The banking day on which the customer left, who closed them and why; empty again once they come back. */
    closedOn: dayColumn("closed_on"),
    closedBy: idColumn<"user">("closed_by").references((): AnyPgColumn => users.id),
    closeReason: text("close_reason"),
    /** The day on which they died, once a second person has agreed that it is so: then nothing leaves their accounts. */
    deceasedOn: dayColumn("deceased_on"),
    /** Had a part in an account that they are no longer a party to: the bank keeps them as long as any customer. Kept by the database. */
    hadAccount: boolean("had_account").notNull().default(false),
    /** The record of the same person that took this one's place; this one is closed for good. */
    mergedInto: idColumn<"customer">("merged_into").references((): AnyPgColumn => customers.id, {
      onDelete: "cascade",
    }),
    /** When the officer asked which products the applicant wants; empty: nobody asked yet. */
    productsAskedAt: instantColumn("products_asked_at"),
    createdAt: createdAt(),
    updatedAt: createdAt("updated_at"),
  },
  (t) => [
    check("customers_kind", sql`${t.kind} in ('individual', 'organisation')`),
    check(
      "customers_status",
      sql`${t.status} in ('draft', 'pending_review', 'returned', 'compliance_review', 'active', 'rejected', 'withdrawn', 'closed')`,
    ),
    check("customers_name", sql`length(${t.fullName}) between 1 and 140`),
    check("customers_risk", sql`${t.riskRating} in ('low', 'medium', 'high', 'prohibited')`),
    check("customers_submitted", sql`(${t.submittedBy} is null) = (${t.submittedAt} is null)`),
    check("customers_second_person", sql`${t.decidedBy} is distinct from ${t.submittedBy} or ${t.decidedBy} is null`),
    check(
      "customers_active_complete",
      sql`${t.status} <> 'active' or ${t.kind} <> 'individual' or (${t.birthDate} is not null and ${t.phone} is not null and ${t.email} is not null and ${t.decidedBy} is not null)`,
    ),
    check(
      "customers_closed",
      sql`num_nonnulls(${t.closedOn}, ${t.closedBy}, ${t.closeReason}) = case when ${t.status} = 'closed' then 3 else 0 end`,
    ),
    check("customers_merged", sql`${t.mergedInto} is null or (${t.status} = 'closed' and ${t.mergedInto} <> ${t.id})`),
    check("customers_deceased", sql`${t.deceasedOn} is null or ${t.kind} = 'individual'`),
    check("customers_ended", sql`(${t.status} in ('closed', 'rejected', 'withdrawn')) = (${t.endedOn} is not null)`),
    index("customers_ended_on").on(t.endedOn, t.id).where(sql`ended_on is not null and merged_into is null`),
    index("customers_merged_into").on(t.mergedInto).where(sql`merged_into is not null`),
    check(
      "customers_active_organisation",
      sql`${t.status} <> 'active' or ${t.kind} <> 'organisation' or (${t.phone} is not null and ${t.email} is not null and ${t.decidedBy} is not null)`,
    ),
    check("customers_born", sql`${t.kind} = 'individual' or (${t.birthDate} is null and ${t.nationality} is null)`),
    index("customers_search").using("gin", sql`${t.searchText} gin_trgm_ops`),
    index("customers_name").on(sql`${t.fullName} collate "und-x-icu"`, t.id),
    index("customers_branch_name").on(t.branchId, sql`${t.fullName} collate "und-x-icu"`, t.id),
    index("customers_organisations").on(sql`${t.fullName} collate "und-x-icu"`, t.id).where(sql`kind = 'organisation'`),
    index("customers_birth_date").on(t.birthDate),
    index("customers_phone").on(t.phone),
    index("customers_email").on(sql`lower(${t.email})`),
    index("customers_branch_status").on(t.branchId, t.status, t.id),
    index("customers_status").on(t.status, t.id),
    index("customers_review").on(t.nextReviewOn, t.id).where(sql`${t.status} = 'active'`),
  ],
);

export const customerAddresses = pgTable(
  "customer_addresses",
  {
    id: idColumn<"address">("id").primaryKey(),
    customerId: idColumn<"customer">("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "cascade" }),
    kind: text("kind", { enum: ["residence", "postal"] })
      .notNull()
      .default("residence"),
    street: text("street").notNull(),
    postcode: text("postcode").notNull(),
    city: text("city").notNull(),
    country: char("country", { length: 2 }).notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    check("customer_addresses_kind", sql`${t.kind} in ('residence', 'postal')`),
    uniqueIndex("customer_addresses_one_each").on(t.customerId, t.kind),
  ],
);

/** The number is encrypted; its HMAC finds it and keeps it unique among those who are or may become customers. */
export const identityDocuments = pgTable(
  "identity_documents",
  {
    id: idColumn<"identityDocument">("id").primaryKey(),
    customerId: idColumn<"customer">("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "cascade" }),
    kind: text("kind", { enum: ["passport", "national_id", "residence_permit", "driving_licence"] }).notNull(),
    issuingCountry: char("issuing_country", { length: 2 }).notNull(),
    numberCipher: text("number_cipher").notNull(),
    numberHmac: bytesColumn("number_hmac").notNull(),
    numberLast4: text("number_last4").notNull(),
    issuedOn: dayColumn("issued_on"),
    expiresOn: dayColumn("expires_on").notNull(),
    createdAt: createdAt(),
    /** When another document took its place; empty for the one the customer is identified by. */
    replacedAt: instantColumn("replaced_at"),
  },
  (t) => [
    check(
      "identity_documents_kind",
      sql`${t.kind} in ('passport', 'national_id', 'residence_permit', 'driving_licence')`,
    ),
    check("identity_documents_dates", sql`${t.issuedOn} is null or ${t.issuedOn} < ${t.expiresOn}`),
    uniqueIndex("identity_documents_number").on(t.numberHmac).where(sql`replaced_at is null`),
    index("identity_documents_any_number").on(t.numberHmac),
    uniqueIndex("identity_documents_current").on(t.customerId).where(sql`replaced_at is null`),
    index("identity_documents_customer").on(t.customerId),
    index("identity_documents_expiry").on(t.expiresOn),
  ],
);

/** What the person declares of themselves: tax, purpose, where the money comes from, political exposure, consent. */
export const customerDeclarations = pgTable(
  "customer_declarations",
  {
    customerId: idColumn<"customer">("customer_id")
      .primaryKey()
      .references(() => customers.id, { onDelete: "cascade" }),
    taxCountry: char("tax_country", { length: 2 }).notNull(),
    /** Encrypted; absent where the country gives none. */
    taxNumberCipher: text("tax_number_cipher"),
    purpose: text("purpose").notNull(),
    sourceOfFunds: text("source_of_funds").notNull(),
    expectedMonthly: text("expected_monthly").notNull(),
    politicallyExposed: boolean("politically_exposed").notNull(),
    exposure: text("exposure"),
    consentVersion: text("consent_version").notNull(),
    declaredAt: createdAt("declared_at"),
  },
  (t) => [
    check(
      "customer_declarations_purpose",
      sql`${t.purpose} in ('daily_payments', 'savings', 'loan', 'business', 'other')`,
    ),
    check(
      "customer_declarations_funds",
      sql`${t.sourceOfFunds} in ('salary', 'pension', 'business', 'investments', 'inheritance', 'trade', 'capital', 'grants', 'other')`,
    ),
    check(
      "customer_declarations_activity",
      sql`${t.expectedMonthly} in ('to_2000', 'to_10000', 'to_50000', 'over_50000', 'to_250000', 'over_250000')`,
    ),
    check("customer_declarations_exposure", sql`not ${t.politicallyExposed} or ${t.exposure} is not null`),
  ],
);

/** A product that a customer asked for when they applied. */
export const productWishes = pgTable(
  "product_wishes",
  {
    customerId: idColumn<"customer">("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "cascade" }),
    productId: idColumn<"product">("product_id")
      .notNull()
      .references(() => products.id),
  },
  (t) => [primaryKey({ columns: [t.customerId, t.productId] }), index("product_wishes_product").on(t.productId)],
);

/**
 * The words of the search text of each customer, cut and kept by the database itself. The beginning of a word is found
 * here in one look however many customers there are.
 */
export const customerWords = pgTable(
  "customer_words",
  {
    customerId: idColumn<"customer">("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "cascade" }),
    branchId: idColumn<"branch">("branch_id")
      .notNull()
      .references(() => branches.id),
    word: text("word").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.word] }),
    index("customer_words_word").on(sql`${t.word} collate "C"`, t.branchId, t.customerId),
  ],
);

/** Every word of letters that some customer is found by, once: what a word with a slip in it is compared with. */
export const searchWords = pgTable("search_words", { word: text("word").primaryKey() }, (t) => [
  index("search_words_alike").using("gin", sql`${t.word} gin_trgm_ops`),
]);

/**
 * A picture of an identity document, or a paper of an organisation's: made anew from what was uploaded and encrypted
 * under the customer's own key.
 */
export const documentScans = pgTable(
  "document_scans",
  {
    id: idColumn<"documentScan">("id").primaryKey(),
    customerId: idColumn<"customer">("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "cascade" }),
    /** Of a paper of an organisation's there is none. */
    documentId: idColumn<"identityDocument">("document_id").references(() => identityDocuments.id, {
      onDelete: "cascade",
    }),
    side: text("side", { enum: scanSides }).notNull(),
    format: text("format", { enum: ["jpeg", "pdf"] })
      .notNull()
      .default("jpeg"),
    pages: integer("pages").notNull().default(1),
    /** Of the picture that is kept, and of the file that was uploaded, which is not. */
    sha256: bytesColumn("sha256").notNull(),
    uploadedSha256: bytesColumn("uploaded_sha256").notNull(),
    size: integer("size").notNull(),
    width: integer("width").notNull(),
    height: integer("height").notNull(),
    ciphertext: bytesColumn("ciphertext").notNull(),
    uploadedBy: idColumn<"user">("uploaded_by")
      .notNull()
      .references((): AnyPgColumn => users.id),
    uploadedAt: createdAt("uploaded_at"),
  },
  (t) => [
    check("document_scans_side", sql`${t.side} in ('front', 'back', 'register_extract', 'articles', 'other_paper')`),
    check(
      "document_scans_of",
      sql`(${t.documentId} is null) = (${t.side} in ('register_extract', 'articles', 'other_paper'))`,
    ),
    check("document_scans_format", sql`${t.format} in ('jpeg', 'pdf') and (${t.format} = 'pdf' or ${t.pages} = 1)`),
    check("document_scans_size", sql`${t.size} > 0 and ${t.width} > 0 and ${t.height} > 0 and ${t.pages} > 0`),
    uniqueIndex("document_scans_once").on(t.customerId, t.uploadedSha256),
    index("document_scans_document").on(t.documentId),
    index("document_scans_uploader").on(t.uploadedBy, t.uploadedAt),
  ],
);

/** What staff want the next colleague to know of a customer; never changed, and gone with the customer. */
export const customerNotes = pgTable(
  "customer_notes",
  {
    id: idColumn<"customerNote">("id").primaryKey(),
    customerId: idColumn<"customer">("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "cascade" }),
    note: text("note").notNull(),
    writtenBy: idColumn<"user">("written_by")
      .notNull()
      .references((): AnyPgColumn => users.id),
    writtenAt: createdAt("written_at"),
  },
  (t) => [
    check("customer_notes_length", sql`length(${t.note}) between 1 and 500`),
    index("customer_notes_customer").on(t.customerId, t.id),
  ],
);

/** What an officer typed into a form of an application and has not sent, so that nothing is lost; encrypted. */
export const typedForms = pgTable(
  "typed_forms",
  {
    id: idColumn<"typedForm">("id").primaryKey(),
    userId: idColumn<"user">("user_id")
      .notNull()
      .references((): AnyPgColumn => users.id),
    form: text("form").notNull(),
    /** Empty while the customer has no record yet; then the form's key tells whether it was sent. */
    customerId: idColumn<"customer">("customer_id").references(() => customers.id, { onDelete: "cascade" }),
    key: text("key"),
    valuesCipher: text("values_cipher").notNull(),
    savedAt: createdAt("saved_at"),
    /** When the form was sent: what a page opened before then still saves comes too late. Then nothing else is kept. */
    sentAt: instantColumn("sent_at"),
  },
  (t) => [
    check("typed_forms_sent", sql`${t.sentAt} is null or ${t.valuesCipher} = ''`),
    check(
      "typed_forms_form",
      sql`${t.form} in ('start', 'start_organisation', 'identity', 'organisation', 'contact', 'document', 'declarations', 'business', 'person')`,
    ),
    check("typed_forms_customer", sql`(${t.form} in ('start', 'start_organisation')) = (${t.customerId} is null)`),
    unique("typed_forms_one_each").on(t.userId, t.form, t.customerId).nullsNotDistinct(),
    index("typed_forms_customer_id").on(t.customerId),
    index("typed_forms_saved").on(t.savedAt),
  ],
);

/** A court or an authority wants what the bank knows of somebody kept, while `lifted_at` is empty: then nothing is erased. */
export const legalHolds = pgTable(
  "legal_holds",
  {
    id: idColumn<"legalHold">("id").primaryKey(),
    customerId: idColumn<"customer">("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "cascade" }),
    reason: text("reason").notNull(),
    placedBy: idColumn<"user">("placed_by")
      .notNull()
      .references((): AnyPgColumn => users.id),
    placedAt: createdAt("placed_at"),
    liftedBy: idColumn<"user">("lifted_by").references((): AnyPgColumn => users.id),
    liftedAt: instantColumn("lifted_at"),
    liftReason: text("lift_reason"),
  },
  (t) => [
    check("legal_holds_reason", sql`length(${t.reason}) between 1 and 300`),
    check("legal_holds_lifted", sql`num_nonnulls(${t.liftedBy}, ${t.liftedAt}, ${t.liftReason}) in (0, 3)`),
    uniqueIndex("legal_holds_open").on(t.customerId).where(sql`lifted_at is null`),
    index("legal_holds_customer").on(t.customerId, t.id),
    index("legal_holds_placed_by").on(t.placedBy),
    index("legal_holds_lifted_by").on(t.liftedBy),
  ],
);

/** Whether an applicant and somebody the bank knows are one person, decided by who took the application, with the reason. */
export const likenessDecisions = pgTable(
  "likeness_decisions",
  {
    id: idColumn<"likenessDecision">("id").primaryKey(),
    customerId: idColumn<"customer">("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "cascade" }),
    otherId: idColumn<"customer">("other_id")
      .notNull()
      .references(() => customers.id, { onDelete: "cascade" }),
    same: boolean("same").notNull(),
    reason: text("reason").notNull(),
    /** SHA-256 of what both records said when it was decided, written by the database: once either changes it no longer counts. */
    facts: bytesColumn("facts").notNull(),
    decidedBy: idColumn<"user">("decided_by")
      .notNull()
      .references((): AnyPgColumn => users.id),
    decidedAt: createdAt("decided_at"),
  },
  (t) => [
    check("likeness_decisions_two", sql`${t.customerId} <> ${t.otherId}`),
    check("likeness_decisions_reason", sql`length(${t.reason}) between 1 and 300`),
    uniqueIndex("likeness_decisions_pair").on(t.customerId, t.otherId, t.facts),
    index("likeness_decisions_other").on(t.otherId),
    index("likeness_decisions_by").on(t.decidedBy),
  ],
);

/**
 * Two officers of compliance judge the risk of a customer otherwise than the rules do, until a day; in force while
 * `ended_on` is empty. It keeps which rules had fired, so that a new one is not covered by it, and what the rating was.
 */
export const riskJudgements = pgTable(
  "risk_judgements",
  {
    id: idColumn<"riskJudgement">("id").primaryKey(),
    customerId: idColumn<"customer">("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "cascade" }),
    rating: text("rating", { enum: ["low", "medium", "high"] }).notNull(),
    ratingBefore: text("rating_before", { enum: ["low", "medium", "high"] }).notNull(),
    rules: text("rules").array().notNull(),
    reason: text("reason").notNull(),
    untilDay: dayColumn("until_day").notNull(),
    judgedBy: idColumn<"user">("judged_by")
      .notNull()
      .references((): AnyPgColumn => users.id),
    agreedBy: idColumn<"user">("agreed_by")
      .notNull()
      .references((): AnyPgColumn => users.id),
    judgedAt: createdAt("judged_at"),
    /** The banking day on which its last day was over, another took its place, or a new rule fired. */
    endedOn: dayColumn("ended_on"),
  },
  (t) => [
    check("risk_judgements_rating", sql`${t.rating} in ('low', 'medium', 'high')`),
    check("risk_judgements_before", sql`${t.ratingBefore} in ('low', 'medium', 'high')`),
    check("risk_judgements_reason", sql`length(${t.reason}) between 1 and 300`),
    check("risk_judgements_two", sql`${t.judgedBy} <> ${t.agreedBy}`),
    index("risk_judgements_customer").on(t.customerId, t.id),
    index("risk_judgements_judged_by").on(t.judgedBy),
    index("risk_judgements_agreed_by").on(t.agreedBy),
    index("risk_judgements_until").on(t.untilDay).where(sql`ended_on is null`),
    uniqueIndex("risk_judgements_one").on(t.customerId).where(sql`ended_on is null`),
  ],
);

/**
 * That a senior manager consents to serve a customer of high risk, asked for and, once somebody gave it, with its reason.
 * What was given is never changed; it goes with the customer.
 */
export const seniorConsents = pgTable(
  "senior_consents",
  {
    id: idColumn<"seniorConsent">("id").primaryKey(),
    customerId: idColumn<"customer">("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "cascade" }),
    /** The rules of high risk that had fired when it was asked for. */
    rules: text("rules").array().notNull(),
    askedAt: createdAt("asked_at"),
    givenBy: idColumn<"user">("given_by").references((): AnyPgColumn => users.id),
    givenAt: instantColumn("given_at"),
    reason: text("reason"),
  },
  (t) => [
    check("senior_consents_given", sql`num_nonnulls(${t.givenBy}, ${t.givenAt}, ${t.reason}) in (0, 3)`),
    check("senior_consents_reason", sql`length(${t.reason}) between 1 and 300`),
    index("senior_consents_customer").on(t.customerId, t.id),
    index("senior_consents_given_by").on(t.givenBy),
    uniqueIndex("senior_consents_one_asked").on(t.customerId).where(sql`given_at is null`),
  ],
);

/**
 * Who acts for a person under age, on which paper, while `ended_on` is empty. Their right ends when the person comes of
 * age, or when two agree that it does; who was a guardian stays on file.
 */
export const customerGuardians = pgTable(
  "customer_guardians",
  {
    id: idColumn<"guardianship">("id").primaryKey(),
    customerId: idColumn<"customer">("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "cascade" }),
    /** Empty once the guardian was erased. */
    guardianId: idColumn<"customer">("guardian_id").references(() => customers.id, { onDelete: "set null" }),
    basis: text("basis", { enum: ["parent", "court"] }).notNull(),
    /** The paper that shows it: what it is, its number and who issued it. */
    paper: text("paper").notNull(),
    fromDay: dayColumn("from_day").notNull(),
    recordedBy: idColumn<"user">("recorded_by")
      .notNull()
      .references((): AnyPgColumn => users.id),
    endedOn: dayColumn("ended_on"),
    endReason: text("end_reason"),
    createdAt: createdAt(),
  },
  (t) => [
    check("customer_guardians_basis", sql`${t.basis} in ('parent', 'court')`),
    check("customer_guardians_two", sql`${t.customerId} <> ${t.guardianId}`),
    check("customer_guardians_paper", sql`length(${t.paper}) between 1 and 140`),
    check("customer_guardians_ended", sql`num_nonnulls(${t.endedOn}, ${t.endReason}) in (0, 2)`),
    check("customer_guardians_reason", sql`length(${t.endReason}) between 1 and 300`),
    uniqueIndex("customer_guardians_once").on(t.customerId, t.guardianId).where(sql`ended_on is null`),
    index("customer_guardians_customer").on(t.customerId, t.id),
    index("customer_guardians_guardian").on(t.guardianId, t.id),
    index("customer_guardians_recorded_by").on(t.recordedBy),
  ],
);
