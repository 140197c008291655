ALTER TABLE "cash_counts" ALTER COLUMN "till_session_id" DROP NOT NULL;--> statement-breakpoint
CREATE INDEX "till_sessions_user" ON "till_sessions" ("user_id","opened_on");--> statement-breakpoint
ALTER TABLE "cash_counts" ADD CONSTRAINT "cash_counts_session_of_till" CHECK (("kind" = 'spot') = ("till_session_id" is null));--> statement-breakpoint
ALTER TABLE "cash_transactions" DROP CONSTRAINT "cash_transactions_kind", ADD CONSTRAINT "cash_transactions_kind" CHECK ("kind" in ('deposit', 'withdrawal', 'note_purchase', 'note_sale'));