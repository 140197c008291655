ALTER TABLE "manual_journals" ADD COLUMN "epoch" smallint DEFAULT bank_epoch() NOT NULL;--> statement-breakpoint
ALTER TABLE "manual_journals" ADD COLUMN "xact" xid8 DEFAULT pg_current_xact_id() NOT NULL;--> statement-breakpoint
CREATE INDEX "manual_journals_sealing" ON "manual_journals" ("epoch","xact");