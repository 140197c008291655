CREATE TABLE "term_deposit_movements" (
	"id" uuid PRIMARY KEY,
	"deposit_id" uuid NOT NULL,
	"reference" text NOT NULL UNIQUE
);
--> statement-breakpoint
CREATE TABLE "term_deposits" (
	"account_id" uuid PRIMARY KEY,
	"principal_minor" bigint NOT NULL,
	"starts_on" date NOT NULL,
	"matures_on" date NOT NULL,
	"instruction" text NOT NULL,
	"payout_account_id" uuid NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"renews_id" uuid,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "term_deposits_principal" CHECK ("principal_minor" > 0),
	CONSTRAINT "term_deposits_term" CHECK ("matures_on" > "starts_on"),
	CONSTRAINT "term_deposits_instruction" CHECK ("instruction" in ('pay_out', 'renew_principal', 'renew_all')),
	CONSTRAINT "term_deposits_status" CHECK ("status" in ('active', 'matured', 'closed', 'renewed', 'closed_early'))
);
--> statement-breakpoint
ALTER TABLE "product_versions" ADD COLUMN "early_rate" numeric(9,6);--> statement-breakpoint
CREATE INDEX "term_deposit_movements_deposit" ON "term_deposit_movements" ("deposit_id");--> statement-breakpoint
CREATE UNIQUE INDEX "term_deposits_renews" ON "term_deposits" ("renews_id") WHERE "renews_id" is not null;--> statement-breakpoint
CREATE INDEX "term_deposits_due" ON "term_deposits" ("matures_on","account_id") WHERE "status" in ('active', 'matured');--> statement-breakpoint
CREATE INDEX "term_deposits_payout" ON "term_deposits" ("payout_account_id");--> statement-breakpoint
ALTER TABLE "term_deposit_movements" ADD CONSTRAINT "term_deposit_movements_id_journal_entries_id_fkey" FOREIGN KEY ("id") REFERENCES "journal_entries"("id");--> statement-breakpoint
ALTER TABLE "term_deposit_movements" ADD CONSTRAINT "term_deposit_movements_deposit_id_term_deposits_account_id_fkey" FOREIGN KEY ("deposit_id") REFERENCES "term_deposits"("account_id");--> statement-breakpoint
ALTER TABLE "term_deposits" ADD CONSTRAINT "term_deposits_account_id_accounts_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id");--> statement-breakpoint
ALTER TABLE "term_deposits" ADD CONSTRAINT "term_deposits_payout_account_id_accounts_id_fkey" FOREIGN KEY ("payout_account_id") REFERENCES "accounts"("id");--> statement-breakpoint
ALTER TABLE "term_deposits" ADD CONSTRAINT "term_deposits_renews_id_term_deposits_account_id_fkey" FOREIGN KEY ("renews_id") REFERENCES "term_deposits"("account_id");--> statement-breakpoint
ALTER TABLE "product_versions" ADD CONSTRAINT "product_versions_early_rate" CHECK ("early_rate" between 0 and 10);