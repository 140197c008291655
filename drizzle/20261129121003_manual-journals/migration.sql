CREATE TABLE "manual_journals" (
	"id" uuid PRIMARY KEY,
	"reference" text NOT NULL UNIQUE,
	"document" text NOT NULL,
	"reason" text NOT NULL,
	"agreed_by" uuid NOT NULL,
	CONSTRAINT "manual_journals_document" CHECK (length("document") between 1 and 60),
	CONSTRAINT "manual_journals_reason" CHECK (length("reason") between 1 and 300)
);
--> statement-breakpoint
CREATE INDEX "manual_journals_agreed_by" ON "manual_journals" ("agreed_by");--> statement-breakpoint
ALTER TABLE "manual_journals" ADD CONSTRAINT "manual_journals_id_journal_entries_id_fkey" FOREIGN KEY ("id") REFERENCES "journal_entries"("id");--> statement-breakpoint
ALTER TABLE "manual_journals" ADD CONSTRAINT "manual_journals_agreed_by_users_id_fkey" FOREIGN KEY ("agreed_by") REFERENCES "users"("id");