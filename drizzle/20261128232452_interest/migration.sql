CREATE TABLE "account_versions" (
	"account_id" uuid,
	"from_day" date,
	"version_id" uuid,
	CONSTRAINT "account_versions_pkey" PRIMARY KEY("account_id","from_day","version_id")
);
--> statement-breakpoint
CREATE TABLE "interest_accruals" (
	"account_id" uuid,
	"night" date,
	"known_on" date,
	"kind" text,
	"version_id" uuid NOT NULL,
	"balance_minor" bigint NOT NULL,
	"amount" numeric(38,10) NOT NULL,
	"change" numeric(38,10) NOT NULL,
	CONSTRAINT "interest_accruals_pkey" PRIMARY KEY("account_id","night","known_on","kind"),
	CONSTRAINT "interest_accruals_kind" CHECK ("kind" in ('deposit', 'negative', 'overdraft')),
	CONSTRAINT "interest_accruals_known" CHECK ("known_on" >= "night"),
	CONSTRAINT "interest_accruals_amount" CHECK ("amount" >= 0 and "change" <> 0)
);
--> statement-breakpoint
CREATE TABLE "interest_positions" (
	"day" date,
	"step" text,
	"product_id" uuid,
	"branch_id" uuid,
	"currency" char(3),
	"kind" text,
	"exact" numeric(38,10) NOT NULL,
	"booked_minor" bigint NOT NULL,
	"entry_id" uuid,
	CONSTRAINT "interest_positions_pkey" PRIMARY KEY("product_id","branch_id","currency","kind","day","step"),
	CONSTRAINT "interest_positions_step" CHECK ("step" in ('accrual', 'capitalisation')),
	CONSTRAINT "interest_positions_kind" CHECK ("kind" in ('deposit', 'negative', 'overdraft')),
	CONSTRAINT "interest_positions_booked" CHECK ("booked_minor" = round("exact"))
);
--> statement-breakpoint
CREATE TABLE "interest_settlements" (
	"account_id" uuid,
	"kind" text,
	"day" date,
	"reason" text NOT NULL,
	"from_night" date NOT NULL,
	"to_night" date NOT NULL,
	"exact" numeric(38,10) NOT NULL,
	"minor" bigint NOT NULL,
	"entry_id" uuid,
	"reference" text,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "interest_settlements_pkey" PRIMARY KEY("account_id","day","kind"),
	CONSTRAINT "interest_settlements_kind" CHECK ("kind" in ('deposit', 'negative', 'overdraft')),
	CONSTRAINT "interest_settlements_reason" CHECK ("reason" in ('period', 'closing')),
	CONSTRAINT "interest_settlements_minor" CHECK ("minor" = round("exact") and ("minor" = 0) = ("entry_id" is null)),
	CONSTRAINT "interest_settlements_reference" CHECK (("reference" is null) = ("entry_id" is null)),
	CONSTRAINT "interest_settlements_nights" CHECK ("to_night" >= "from_night" and "to_night" <= "day")
);
--> statement-breakpoint
ALTER TABLE "product_versions" ADD COLUMN "interest_from_minor" bigint;--> statement-breakpoint
ALTER TABLE "product_versions" ADD COLUMN "interest_period" text DEFAULT 'quarter' NOT NULL;--> statement-breakpoint
CREATE INDEX "interest_accruals_account" ON "interest_accruals" ("account_id","known_on");--> statement-breakpoint
CREATE INDEX "interest_accruals_day" ON "interest_accruals" ("known_on");--> statement-breakpoint
CREATE INDEX "interest_accruals_later" ON "interest_accruals" ("account_id","known_on") WHERE "known_on" > "night";--> statement-breakpoint
CREATE INDEX "interest_positions_day" ON "interest_positions" ("day");--> statement-breakpoint
CREATE INDEX "interest_positions_entry" ON "interest_positions" ("entry_id");--> statement-breakpoint
CREATE UNIQUE INDEX "interest_settlements_reference_unique" ON "interest_settlements" ("reference") WHERE "reference" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "interest_settlements_entry" ON "interest_settlements" ("entry_id") WHERE "entry_id" is not null;--> statement-breakpoint
CREATE INDEX "interest_settlements_day" ON "interest_settlements" ("day");--> statement-breakpoint
ALTER TABLE "account_versions" ADD CONSTRAINT "account_versions_account_id_accounts_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id");--> statement-breakpoint
ALTER TABLE "account_versions" ADD CONSTRAINT "account_versions_version_id_product_versions_id_fkey" FOREIGN KEY ("version_id") REFERENCES "product_versions"("id");--> statement-breakpoint
ALTER TABLE "interest_accruals" ADD CONSTRAINT "interest_accruals_account_id_accounts_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id");--> statement-breakpoint
ALTER TABLE "interest_accruals" ADD CONSTRAINT "interest_accruals_known_on_banking_days_day_fkey" FOREIGN KEY ("known_on") REFERENCES "banking_days"("day");--> statement-breakpoint
ALTER TABLE "interest_accruals" ADD CONSTRAINT "interest_accruals_version_id_product_versions_id_fkey" FOREIGN KEY ("version_id") REFERENCES "product_versions"("id");--> statement-breakpoint
ALTER TABLE "interest_positions" ADD CONSTRAINT "interest_positions_day_banking_days_day_fkey" FOREIGN KEY ("day") REFERENCES "banking_days"("day");--> statement-breakpoint
ALTER TABLE "interest_positions" ADD CONSTRAINT "interest_positions_product_id_products_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id");--> statement-breakpoint
ALTER TABLE "interest_positions" ADD CONSTRAINT "interest_positions_branch_id_branches_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branches"("id");--> statement-breakpoint
ALTER TABLE "interest_positions" ADD CONSTRAINT "interest_positions_entry_id_journal_entries_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "journal_entries"("id");--> statement-breakpoint
ALTER TABLE "interest_settlements" ADD CONSTRAINT "interest_settlements_account_id_accounts_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id");--> statement-breakpoint
ALTER TABLE "interest_settlements" ADD CONSTRAINT "interest_settlements_day_banking_days_day_fkey" FOREIGN KEY ("day") REFERENCES "banking_days"("day");--> statement-breakpoint
ALTER TABLE "interest_settlements" ADD CONSTRAINT "interest_settlements_entry_id_journal_entries_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "journal_entries"("id");--> statement-breakpoint
ALTER TABLE "product_versions" ADD CONSTRAINT "product_versions_interest_from" CHECK ("interest_from_minor" > 0);--> statement-breakpoint
ALTER TABLE "product_versions" ADD CONSTRAINT "product_versions_interest_period" CHECK ("interest_period" in ('month', 'quarter', 'half_year', 'year'));