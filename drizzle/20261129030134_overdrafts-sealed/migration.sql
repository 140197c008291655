ALTER TABLE "overdraft_facilities" ADD COLUMN "epoch" smallint DEFAULT bank_epoch() NOT NULL;--> statement-breakpoint
ALTER TABLE "overdraft_facilities" ADD COLUMN "xact" xid8 DEFAULT pg_current_xact_id() NOT NULL;--> statement-breakpoint
CREATE INDEX "overdraft_facilities_sealing" ON "overdraft_facilities" ("epoch","xact");