CREATE TABLE "customer_declarations" (
	"customer_id" uuid PRIMARY KEY,
	"tax_country" char(2) NOT NULL,
	"tax_number_cipher" text,
	"purpose" text NOT NULL,
	"source_of_funds" text NOT NULL,
	"expected_monthly" text NOT NULL,
	"politically_exposed" boolean NOT NULL,
	"exposure" text,
	"consent_version" text NOT NULL,
	"declared_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "customer_declarations_purpose" CHECK ("purpose" in ('daily_payments', 'savings', 'loan', 'business', 'other')),
	CONSTRAINT "customer_declarations_funds" CHECK ("source_of_funds" in ('salary', 'pension', 'business', 'investments', 'inheritance', 'other')),
	CONSTRAINT "customer_declarations_activity" CHECK ("expected_monthly" in ('to_2000', 'to_10000', 'to_50000', 'over_50000')),
	CONSTRAINT "customer_declarations_exposure" CHECK (not "politically_exposed" or "exposure" is not null)
);
--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "next_review_on" date;--> statement-breakpoint
CREATE INDEX "customers_review" ON "customers" ("next_review_on","id") WHERE "status" = 'active';--> statement-breakpoint
ALTER TABLE "customer_declarations" ADD CONSTRAINT "customer_declarations_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE;