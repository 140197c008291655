CREATE TABLE "organisation_people" (
	"id" uuid PRIMARY KEY,
	"organisation_id" uuid NOT NULL,
	"customer_id" uuid,
	"full_name" text,
	"birth_date" date,
	"nationality" char(2),
	"residence" char(2),
	"politically_exposed" boolean DEFAULT false NOT NULL,
	"exposure" text,
	"director" boolean NOT NULL,
	"signatory" boolean NOT NULL,
	"control" text,
	"share" integer,
	"chain_note" text,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"removed_at" timestamp(6) with time zone,
	CONSTRAINT "organisation_people_known" CHECK (("customer_id" is null) = ("full_name" is not null)),
	CONSTRAINT "organisation_people_facts" CHECK (("customer_id" is null and "birth_date" is not null and "nationality" is not null and "residence" is not null)
        or ("customer_id" is not null and "birth_date" is null and "nationality" is null and "residence" is null and "exposure" is null)),
	CONSTRAINT "organisation_people_name" CHECK (length("full_name") between 1 and 140),
	CONSTRAINT "organisation_people_exposure" CHECK ("politically_exposed" = ("exposure" is not null)),
	CONSTRAINT "organisation_people_part" CHECK ("director" or "signatory" or "control" is not null),
	CONSTRAINT "organisation_people_signs" CHECK (not "signatory" or "customer_id" is not null),
	CONSTRAINT "organisation_people_other" CHECK ("customer_id" <> "organisation_id"),
	CONSTRAINT "organisation_people_control" CHECK ("control" in ('direct', 'indirect', 'other_means', 'senior_official')),
	CONSTRAINT "organisation_people_share" CHECK (coalesce("control" in ('direct', 'indirect'), false) = ("share" is not null) and coalesce("share" between 2500 and 10000, true)),
	CONSTRAINT "organisation_people_chain" CHECK (coalesce("control" in ('indirect', 'other_means'), false) = ("chain_note" is not null))
);
--> statement-breakpoint
CREATE TABLE "organisations" (
	"customer_id" uuid PRIMARY KEY,
	"legal_form" text NOT NULL,
	"trading_names" text[] DEFAULT '{}'::text[] NOT NULL,
	"registration_no" text,
	"registration_key" text,
	"register_country" char(2),
	"incorporated_on" date,
	"lei" char(20),
	"activity" text,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "organisations_legal_form" CHECK ("legal_form" in ('limited_company', 'public_company', 'partnership', 'sole_trader', 'cooperative', 'association', 'foundation', 'trust', 'public_body', 'other')),
	CONSTRAINT "organisations_registration" CHECK (("registration_no" is null) = ("registration_key" is null)),
	CONSTRAINT "organisations_register" CHECK ("registration_key" is null or "register_country" is not null),
	CONSTRAINT "organisations_lei" CHECK ("lei" ~ '^[0-9A-Z]{18}[0-9]{2}$')
);
--> statement-breakpoint
ALTER TABLE "screening_hits" ADD COLUMN "person_id" uuid;--> statement-breakpoint
ALTER TABLE "screening_lists" ADD COLUMN "taken_at" timestamp(6) with time zone DEFAULT bank_now();--> statement-breakpoint
DROP INDEX "screening_lists_current";--> statement-breakpoint
CREATE UNIQUE INDEX "screening_lists_current" ON "screening_lists" ("source") WHERE taken_at is not null and replaced_at is null;--> statement-breakpoint
CREATE INDEX "customers_organisations" ON "customers" ("full_name" collate "und-x-icu","id") WHERE kind = 'organisation';--> statement-breakpoint
CREATE UNIQUE INDEX "organisation_people_once" ON "organisation_people" ("organisation_id","customer_id") WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "organisation_people_customer" ON "organisation_people" ("customer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "organisations_registration_one" ON "organisations" ("registration_key","register_country");--> statement-breakpoint
CREATE UNIQUE INDEX "organisations_lei_one" ON "organisations" ("lei");--> statement-breakpoint
CREATE INDEX "screening_hits_person" ON "screening_hits" ("person_id");--> statement-breakpoint
ALTER TABLE "organisation_people" ADD CONSTRAINT "organisation_people_IoYOPkYsO8Ke_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("customer_id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "organisation_people" ADD CONSTRAINT "organisation_people_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "screening_hits" ADD CONSTRAINT "screening_hits_person_id_organisation_people_id_fkey" FOREIGN KEY ("person_id") REFERENCES "organisation_people"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_active_organisation" CHECK ("status" <> 'active' or "kind" <> 'organisation' or ("phone" is not null and "email" is not null and "decided_by" is not null));--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_born" CHECK ("kind" = 'individual' or ("birth_date" is null and "nationality" is null));--> statement-breakpoint
ALTER TABLE "screening_lists" ADD CONSTRAINT "screening_lists_taken" CHECK ("replaced_at" is null or "taken_at" is not null);--> statement-breakpoint
ALTER TABLE "customer_declarations" DROP CONSTRAINT "customer_declarations_funds", ADD CONSTRAINT "customer_declarations_funds" CHECK ("source_of_funds" in ('salary', 'pension', 'business', 'investments', 'inheritance', 'trade', 'capital', 'grants', 'other'));--> statement-breakpoint
ALTER TABLE "customer_declarations" DROP CONSTRAINT "customer_declarations_activity", ADD CONSTRAINT "customer_declarations_activity" CHECK ("expected_monthly" in ('to_2000', 'to_10000', 'to_50000', 'over_50000', 'to_250000', 'over_250000'));--> statement-breakpoint
ALTER TABLE "typed_forms" DROP CONSTRAINT "typed_forms_form", ADD CONSTRAINT "typed_forms_form" CHECK ("form" in ('start', 'start_organisation', 'identity', 'organisation', 'contact', 'document', 'declarations', 'business', 'person'));--> statement-breakpoint
ALTER TABLE "typed_forms" DROP CONSTRAINT "typed_forms_customer", ADD CONSTRAINT "typed_forms_customer" CHECK (("form" in ('start', 'start_organisation')) = ("customer_id" is null));