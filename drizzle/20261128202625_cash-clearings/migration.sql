CREATE TABLE "cash_clearings" (
	"id" uuid PRIMARY KEY,
	"reference" text NOT NULL UNIQUE,
	"difference_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"other_id" uuid,
	"account_id" uuid,
	"amount_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"reason" text NOT NULL,
	"agreed_by" uuid NOT NULL,
	CONSTRAINT "cash_clearings_kind" CHECK ("kind" in ('customer', 'matched', 'bank')),
	CONSTRAINT "cash_clearings_amount" CHECK ("amount_minor" > 0),
	CONSTRAINT "cash_clearings_other" CHECK (("kind" = 'matched') = ("other_id" is not null)),
	CONSTRAINT "cash_clearings_account" CHECK (("kind" = 'customer') = ("account_id" is not null)),
	CONSTRAINT "cash_clearings_apart" CHECK ("other_id" <> "difference_id")
);
--> statement-breakpoint
CREATE INDEX "cash_clearings_difference" ON "cash_clearings" ("difference_id");--> statement-breakpoint
CREATE INDEX "cash_clearings_other_id" ON "cash_clearings" ("other_id");--> statement-breakpoint
CREATE INDEX "cash_clearings_account_id" ON "cash_clearings" ("account_id");--> statement-breakpoint
CREATE INDEX "cash_clearings_agreed_by" ON "cash_clearings" ("agreed_by");--> statement-breakpoint
ALTER TABLE "cash_clearings" ADD CONSTRAINT "cash_clearings_id_journal_entries_id_fkey" FOREIGN KEY ("id") REFERENCES "journal_entries"("id");--> statement-breakpoint
ALTER TABLE "cash_clearings" ADD CONSTRAINT "cash_clearings_difference_id_cash_differences_id_fkey" FOREIGN KEY ("difference_id") REFERENCES "cash_differences"("id");--> statement-breakpoint
ALTER TABLE "cash_clearings" ADD CONSTRAINT "cash_clearings_other_id_cash_differences_id_fkey" FOREIGN KEY ("other_id") REFERENCES "cash_differences"("id");--> statement-breakpoint
ALTER TABLE "cash_clearings" ADD CONSTRAINT "cash_clearings_account_id_accounts_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id");--> statement-breakpoint
ALTER TABLE "cash_clearings" ADD CONSTRAINT "cash_clearings_agreed_by_users_id_fkey" FOREIGN KEY ("agreed_by") REFERENCES "users"("id");