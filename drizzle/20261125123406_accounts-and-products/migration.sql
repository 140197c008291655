CREATE TABLE "account_dormancies" (
	"id" uuid PRIMARY KEY,
	"account_id" uuid NOT NULL,
	"stage" text NOT NULL,
	"from_day" date NOT NULL,
	"last_used_on" date NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"ended_at" timestamp(6) with time zone,
	"ended_by" uuid,
	"evidence" text,
	CONSTRAINT "account_dormancies_stage" CHECK ("stage" in ('inactive', 'dormant')),
	CONSTRAINT "account_dormancies_ended" CHECK (("ended_by" is null) = ("evidence" is null)),
	CONSTRAINT "account_dormancies_woken" CHECK ("ended_by" is null or "ended_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "account_signatures" (
	"entry_id" uuid,
	"customer_id" uuid,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "account_signatures_pkey" PRIMARY KEY("entry_id","customer_id")
);
--> statement-breakpoint
CREATE TABLE "product_fees" (
	"version_id" uuid,
	"kind" text,
	"amount_minor" bigint NOT NULL,
	CONSTRAINT "product_fees_pkey" PRIMARY KEY("version_id","kind"),
	CONSTRAINT "product_fees_kind" CHECK ("kind" in ('monthly', 'below_minimum', 'withdrawal', 'transfer', 'closing', 'arrangement', 'late')),
	CONSTRAINT "product_fees_amount" CHECK ("amount_minor" between 1 and 100000000000000000)
);
--> statement-breakpoint
CREATE TABLE "product_rate_tiers" (
	"version_id" uuid,
	"from_minor" bigint,
	"annual_rate" numeric(9,6) NOT NULL,
	CONSTRAINT "product_rate_tiers_pkey" PRIMARY KEY("version_id","from_minor"),
	CONSTRAINT "product_rate_tiers_from" CHECK ("from_minor" > 0),
	CONSTRAINT "product_rate_tiers_rate" CHECK ("annual_rate" >= -1 and "annual_rate" <= 10)
);
--> statement-breakpoint
ALTER TABLE "account_blocks" ADD COLUMN "lift_reason" text;--> statement-breakpoint
ALTER TABLE "product_versions" ADD COLUMN "maximum_age" integer;--> statement-breakpoint
ALTER TABLE "product_versions" ADD COLUMN "eligible_for" text DEFAULT 'anyone' NOT NULL;--> statement-breakpoint
ALTER TABLE "product_versions" ADD COLUMN "minimum_balance_minor" bigint;--> statement-breakpoint
ALTER TABLE "product_versions" ADD COLUMN "overdraft_max_minor" bigint;--> statement-breakpoint
ALTER TABLE "product_versions" ADD COLUMN "overdraft_rate" numeric(9,6);--> statement-breakpoint
ALTER TABLE "product_versions" ADD COLUMN "debit_limit_minor" bigint;--> statement-breakpoint
ALTER TABLE "product_versions" ADD COLUMN "tier_method" text DEFAULT 'band' NOT NULL;--> statement-breakpoint
CREATE INDEX "account_blocks_account" ON "account_blocks" ("account_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "account_dormancies_open" ON "account_dormancies" ("account_id") WHERE "ended_at" is null;--> statement-breakpoint
CREATE INDEX "account_dormancies_account" ON "account_dormancies" ("account_id","id");--> statement-breakpoint
CREATE INDEX "account_signatures_customer" ON "account_signatures" ("customer_id");--> statement-breakpoint
ALTER TABLE "account_dormancies" ADD CONSTRAINT "account_dormancies_account_id_accounts_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id");--> statement-breakpoint
ALTER TABLE "account_dormancies" ADD CONSTRAINT "account_dormancies_ended_by_users_id_fkey" FOREIGN KEY ("ended_by") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "account_signatures" ADD CONSTRAINT "account_signatures_entry_id_journal_entries_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "journal_entries"("id");--> statement-breakpoint
ALTER TABLE "account_signatures" ADD CONSTRAINT "account_signatures_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id");--> statement-breakpoint
ALTER TABLE "product_fees" ADD CONSTRAINT "product_fees_version_id_product_versions_id_fkey" FOREIGN KEY ("version_id") REFERENCES "product_versions"("id");--> statement-breakpoint
ALTER TABLE "product_rate_tiers" ADD CONSTRAINT "product_rate_tiers_version_id_product_versions_id_fkey" FOREIGN KEY ("version_id") REFERENCES "product_versions"("id");--> statement-breakpoint
ALTER TABLE "product_versions" ADD CONSTRAINT "product_versions_ages" CHECK ("minimum_age" >= 0 and "maximum_age" >= "minimum_age");--> statement-breakpoint
ALTER TABLE "product_versions" ADD CONSTRAINT "product_versions_eligible_for" CHECK ("eligible_for" in ('anyone', 'individual', 'organisation'));--> statement-breakpoint
ALTER TABLE "product_versions" ADD CONSTRAINT "product_versions_minimum_balance" CHECK ("minimum_balance_minor" > 0);--> statement-breakpoint
ALTER TABLE "product_versions" ADD CONSTRAINT "product_versions_overdraft" CHECK ("overdraft_max_minor" >= 0 and "overdraft_rate" between 0 and 10);--> statement-breakpoint
ALTER TABLE "product_versions" ADD CONSTRAINT "product_versions_debit_limit" CHECK ("debit_limit_minor" > 0);--> statement-breakpoint
ALTER TABLE "product_versions" ADD CONSTRAINT "product_versions_tier_method" CHECK ("tier_method" in ('band', 'level'));--> statement-breakpoint
ALTER TABLE "account_blocks" DROP CONSTRAINT "account_blocks_kind", ADD CONSTRAINT "account_blocks_kind" CHECK ("kind" in ('debit', 'credit', 'all', 'freeze'));