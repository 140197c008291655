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
CREATE TABLE "fee_charges" (
	"entry_id" uuid PRIMARY KEY,
	"kind" text NOT NULL,
	"account_id" uuid NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"leg" smallint,
	"waived_because" text,
	CONSTRAINT "fee_charges_kind" CHECK ("kind" in ('deposit', 'withdrawal', 'transfer', 'closing', 'cheque_returned')),
	CONSTRAINT "fee_charges_amount" CHECK ("amount_minor" between 1 and 100000000000000000),
	CONSTRAINT "fee_charges_waived" CHECK (("leg" is null) = ("waived_because" is not null))
);
--> statement-breakpoint
ALTER TABLE "product_fees" ADD COLUMN "rate" numeric(9,6);--> statement-breakpoint
ALTER TABLE "product_fees" ADD COLUMN "min_minor" bigint;--> statement-breakpoint
ALTER TABLE "product_fees" ADD COLUMN "max_minor" bigint;--> statement-breakpoint
CREATE INDEX "cash_sources_customer" ON "cash_sources" ("customer_id");--> statement-breakpoint
CREATE INDEX "cash_sources_by_source" ON "cash_sources" ("source","entry_id");--> statement-breakpoint
CREATE INDEX "identity_checks_customer" ON "identity_checks" ("customer_id");--> statement-breakpoint
CREATE INDEX "fee_charges_account" ON "fee_charges" ("account_id");--> statement-breakpoint
ALTER TABLE "cash_sources" ADD CONSTRAINT "cash_sources_entry_id_journal_entries_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "journal_entries"("id");--> statement-breakpoint
ALTER TABLE "cash_sources" ADD CONSTRAINT "cash_sources_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "identity_checks" ADD CONSTRAINT "identity_checks_entry_id_journal_entries_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "journal_entries"("id");--> statement-breakpoint
ALTER TABLE "identity_checks" ADD CONSTRAINT "identity_checks_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "fee_charges" ADD CONSTRAINT "fee_charges_entry_id_journal_entries_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "journal_entries"("id");--> statement-breakpoint
ALTER TABLE "fee_charges" ADD CONSTRAINT "fee_charges_account_id_accounts_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id");--> statement-breakpoint
ALTER TABLE "product_fees" ADD CONSTRAINT "product_fees_rate" CHECK ("rate" > 0 and "rate" <= 1);--> statement-breakpoint
ALTER TABLE "product_fees" ADD CONSTRAINT "product_fees_bounds" CHECK ("min_minor" > 0 and "max_minor" > 0 and "min_minor" <= "max_minor");--> statement-breakpoint
ALTER TABLE "product_fees" ADD CONSTRAINT "product_fees_something" CHECK ("amount_minor" > 0 or "rate" is not null);--> statement-breakpoint
ALTER TABLE "product_fees" DROP CONSTRAINT "product_fees_kind", ADD CONSTRAINT "product_fees_kind" CHECK ("kind" in ('monthly', 'below_minimum', 'deposit', 'withdrawal', 'transfer', 'closing', 'cheque_returned', 'arrangement', 'late'));--> statement-breakpoint
ALTER TABLE "product_fees" DROP CONSTRAINT "product_fees_amount", ADD CONSTRAINT "product_fees_amount" CHECK ("amount_minor" between 0 and 100000000000000000);