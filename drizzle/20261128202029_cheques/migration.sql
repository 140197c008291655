CREATE TABLE "cheques" (
	"id" uuid PRIMARY KEY,
	"reference" text NOT NULL UNIQUE,
	"status" text DEFAULT 'in_clearing' NOT NULL,
	"account_id" uuid NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"bank" text NOT NULL,
	"number" text NOT NULL,
	"drawn_on" date NOT NULL,
	"clears_on" date NOT NULL,
	"hold_id" uuid NOT NULL UNIQUE,
	"ended_entry_id" uuid UNIQUE,
	"ended_reference" text UNIQUE,
	"ended_by" uuid,
	"return_reason" text,
	"return_note" text,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "cheques_status" CHECK ("status" in ('in_clearing', 'cleared', 'returned')),
	CONSTRAINT "cheques_amount" CHECK ("amount_minor" > 0),
	CONSTRAINT "cheques_ended" CHECK (("status" = 'in_clearing') = ("ended_entry_id" is null) and ("ended_entry_id" is null) = ("ended_by" is null) and ("ended_entry_id" is null) = ("ended_reference" is null)),
	CONSTRAINT "cheques_returned" CHECK (("status" = 'returned') = ("return_reason" is not null)),
	CONSTRAINT "cheques_return_reason" CHECK ("return_reason" in ('no_funds', 'stopped', 'signature', 'closed', 'mistake', 'other'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX "cheques_once" ON "cheques" (lower("bank"),"number") WHERE status <> 'returned';--> statement-breakpoint
CREATE INDEX "cheques_account" ON "cheques" ("account_id");--> statement-breakpoint
CREATE INDEX "cheques_by_status" ON "cheques" ("status","clears_on","id");--> statement-breakpoint
CREATE INDEX "cheques_ended_by" ON "cheques" ("ended_by");--> statement-breakpoint
ALTER TABLE "cheques" ADD CONSTRAINT "cheques_id_journal_entries_id_fkey" FOREIGN KEY ("id") REFERENCES "journal_entries"("id");--> statement-breakpoint
ALTER TABLE "cheques" ADD CONSTRAINT "cheques_account_id_accounts_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id");--> statement-breakpoint
ALTER TABLE "cheques" ADD CONSTRAINT "cheques_hold_id_holds_id_fkey" FOREIGN KEY ("hold_id") REFERENCES "holds"("id");--> statement-breakpoint
ALTER TABLE "cheques" ADD CONSTRAINT "cheques_ended_entry_id_journal_entries_id_fkey" FOREIGN KEY ("ended_entry_id") REFERENCES "journal_entries"("id");--> statement-breakpoint
ALTER TABLE "cheques" ADD CONSTRAINT "cheques_ended_by_users_id_fkey" FOREIGN KEY ("ended_by") REFERENCES "users"("id");