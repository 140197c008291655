CREATE TABLE "cash_sources" (
	"entry_id" uuid PRIMARY KEY,
	"customer_id" uuid NOT NULL,
	"source" text NOT NULL,
	"detail" text,
	CONSTRAINT "cash_sources_source" CHECK ("source" in ('business', 'wages', 'sale', 'savings', 'gift', 'other')),
	CONSTRAINT "cash_sources_told" CHECK ("source" <> 'other' or "detail" is not null)
);
--> statement-breakpoint
CREATE TABLE "counter_questions" (
	"kind" text,
	"currency" char(3),
	"from_minor" bigint,
	CONSTRAINT "counter_questions_pkey" PRIMARY KEY("kind","currency"),
	CONSTRAINT "counter_questions_kind" CHECK ("kind" in ('identity', 'source')),
	CONSTRAINT "counter_questions_from" CHECK ("from_minor" > 0)
);
--> statement-breakpoint
CREATE TABLE "identity_checks" (
	"entry_id" uuid PRIMARY KEY,
	"customer_id" uuid NOT NULL,
	"document_kind" text NOT NULL,
	"number_last4" text NOT NULL,
	"expires_on" date NOT NULL,
	CONSTRAINT "identity_checks_kind" CHECK ("document_kind" in ('passport', 'national_id', 'residence_permit', 'driving_licence'))
);
--> statement-breakpoint
CREATE INDEX "cash_sources_customer" ON "cash_sources" ("customer_id");--> statement-breakpoint
CREATE INDEX "cash_sources_by_source" ON "cash_sources" ("source","entry_id");--> statement-breakpoint
CREATE INDEX "identity_checks_customer" ON "identity_checks" ("customer_id");--> statement-breakpoint
ALTER TABLE "cash_sources" ADD CONSTRAINT "cash_sources_entry_id_journal_entries_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "journal_entries"("id");--> statement-breakpoint
ALTER TABLE "cash_sources" ADD CONSTRAINT "cash_sources_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "identity_checks" ADD CONSTRAINT "identity_checks_entry_id_journal_entries_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "journal_entries"("id");--> statement-breakpoint
ALTER TABLE "identity_checks" ADD CONSTRAINT "identity_checks_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE;