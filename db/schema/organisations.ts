import { sql } from "drizzle-orm";
import { boolean, char, check, index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, dayColumn, idColumn, instantColumn } from "../columns";
import { customers } from "./customers";

/** What the bank knows of a customer who is no person; the registered name stands with the customer. */
export const organisations = pgTable(
  "organisations",
  {
    customerId: idColumn<"customer">("customer_id")
      .primaryKey()
      .references(() => customers.id, { onDelete: "cascade" }),
    legalForm: text("legal_form").notNull(),
    tradingNames: text("trading_names").array().notNull().default(sql`'{}'`),
    registrationNo: text("registration_no"),
    /** Capitals and digits only: what a register number is compared by. */
    registrationKey: text("registration_key"),
    registerCountry: char("register_country", { length: 2 }),
    incorporatedOn: dayColumn("incorporated_on"),
    lei: char("lei", { length: 20 }),
    /** What it does, in its own words. */
    activity: text("activity"),
    createdAt: createdAt(),
  },
  (t) => [
    check(
      "organisations_legal_form",
      sql`${t.legalForm} in ('limited_company', 'public_company', 'partnership', 'sole_trader', 'cooperative', 'association', 'foundation', 'trust', 'public_body', 'other')`,
    ),
    check("organisations_registration", sql`(${t.registrationNo} is null) = (${t.registrationKey} is null)`),
    check("organisations_register", sql`${t.registrationKey} is null or ${t.registerCountry} is not null`),
    check("organisations_lei", sql`${t.lei} ~ '^[0-9A-Z]{18}[0-9]{2}$'`),
    uniqueIndex("organisations_registration_one").on(t.registrationKey, t.registerCountry),
    uniqueIndex("organisations_lei_one").on(t.lei),
  ],
);

/**
 * A person behind an organisation: director, signatory, owner or who controls it. Either a customer of the bank, or
 * recorded with what a screening list is compared with. Who leaves stays with the day they left.
 */
export const organisationPeople = pgTable(
  "organisation_people",
  {
    id: idColumn<"organisationPerson">("id").primaryKey(),
    organisationId: idColumn<"customer">("organisation_id")
      .notNull()
      .references(() => organisations.customerId, { onDelete: "cascade" }),
    customerId: idColumn<"customer">("customer_id").references(() => customers.id, { onDelete: "cascade" }),
    fullName: text("full_name"),
    birthDate: dayColumn("birth_date"),
    nationality: char("nationality", { length: 2 }),
    residence: char("residence", { length: 2 }),
    politicallyExposed: boolean("politically_exposed").notNull().default(false),
    exposure: text("exposure"),
    director: boolean("director").notNull(),
    signatory: boolean("signatory").notNull(),
    control: text("control", { enum: ["direct", "indirect", "other_means", "senior_official"] }),
    /** Hundredths of a per cent. */
    share: integer("share"),
    /** Through whom an indirect owner owns, or by what else somebody controls. */
    chainNote: text("chain_note"),
    createdAt: createdAt(),
    removedAt: instantColumn("removed_at"),
  },
  (t) => [
    check("organisation_people_known", sql`(${t.customerId} is null) = (${t.fullName} is not null)`),
    check(
      "organisation_people_facts",
      sql`(${t.customerId} is null and ${t.birthDate} is not null and ${t.nationality} is not null and ${t.residence} is not null)
        or (${t.customerId} is not null and ${t.birthDate} is null and ${t.nationality} is null and ${t.residence} is null and ${t.exposure} is null)`,
    ),
    check("organisation_people_name", sql`length(${t.fullName}) between 1 and 140`),
    check("organisation_people_exposure", sql`${t.politicallyExposed} = (${t.exposure} is not null)`),
    check("organisation_people_part", sql`${t.director} or ${t.signatory} or ${t.control} is not null`),
    check("organisation_people_signs", sql`not ${t.signatory} or ${t.customerId} is not null`),
    check("organisation_people_other", sql`${t.customerId} <> ${t.organisationId}`),
    check("organisation_people_control", sql`${t.control} in ('direct', 'indirect', 'other_means', 'senior_official')`),
    check(
      "organisation_people_share",
      sql`coalesce(${t.control} in ('direct', 'indirect'), false) = (${t.share} is not null) and coalesce(${t.share} between 2500 and 10000, true)`,
    ),
    check(
      "organisation_people_chain",
      sql`coalesce(${t.control} in ('indirect', 'other_means'), false) = (${t.chainNote} is not null)`,
    ),
    uniqueIndex("organisation_people_once").on(t.organisationId, t.customerId).where(sql`removed_at is null`),
    index("organisation_people_customer").on(t.customerId),
  ],
);
