CREATE TABLE "counter_entries" (
	"id" uuid PRIMARY KEY,
	"kind" text NOT NULL,
	"reference" text NOT NULL,
	"till_session_id" uuid NOT NULL,
	"no" integer NOT NULL,
	"account_id" uuid NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	CONSTRAINT "counter_entries_kind" CHECK ("kind" in ('transfer', 'cheque', 'loan_repayment')),
	CONSTRAINT "counter_entries_amount" CHECK ("amount_minor" > 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX "counter_entries_no" ON "counter_entries" ("till_session_id","no");--> statement-breakpoint
CREATE INDEX "counter_entries_account" ON "counter_entries" ("account_id");--> statement-breakpoint
ALTER TABLE "counter_entries" ADD CONSTRAINT "counter_entries_id_journal_entries_id_fkey" FOREIGN KEY ("id") REFERENCES "journal_entries"("id");--> statement-breakpoint
ALTER TABLE "counter_entries" ADD CONSTRAINT "counter_entries_till_session_id_till_sessions_id_fkey" FOREIGN KEY ("till_session_id") REFERENCES "till_sessions"("id");--> statement-breakpoint
ALTER TABLE "counter_entries" ADD CONSTRAINT "counter_entries_account_id_accounts_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id");