CREATE TABLE "hold_resolutions" (
	"hold_id" uuid PRIMARY KEY,
	"captured_minor" bigint DEFAULT 0 NOT NULL,
	"rest" text NOT NULL,
	"entry_id" uuid UNIQUE,
	"resolved_by" uuid,
	"resolved_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"epoch" smallint DEFAULT bank_epoch() NOT NULL,
	"xact" xid8 DEFAULT pg_current_xact_id() NOT NULL,
	CONSTRAINT "hold_resolutions_rest" CHECK ("rest" in ('released', 'expired')),
	CONSTRAINT "hold_resolutions_captured" CHECK ("captured_minor" >= 0 and ("captured_minor" > 0) = ("entry_id" is not null)),
	CONSTRAINT "hold_resolutions_by" CHECK (("rest" = 'expired') = ("resolved_by" is null)),
	CONSTRAINT "hold_resolutions_expired" CHECK ("rest" = 'released' or "captured_minor" = 0)
);
--> statement-breakpoint
CREATE TABLE "holds" (
	"id" uuid PRIMARY KEY,
	"account_id" uuid NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"reason" text NOT NULL,
	"reference" text NOT NULL UNIQUE,
	"note" text,
	"placed_by" uuid NOT NULL,
	"placed_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"expires_at" timestamp(6) with time zone,
	"epoch" smallint DEFAULT bank_epoch() NOT NULL,
	"xact" xid8 DEFAULT pg_current_xact_id() NOT NULL,
	CONSTRAINT "holds_amount" CHECK ("amount_minor" between 1 and 100000000000000000),
	CONSTRAINT "holds_reason" CHECK ("reason" in ('card', 'cheque', 'guarantee', 'court_order', 'dispute', 'other')),
	CONSTRAINT "holds_expiry" CHECK ("expires_at" > "placed_at")
);
--> statement-breakpoint
CREATE TABLE "overdraft_facilities" (
	"id" uuid PRIMARY KEY,
	"account_id" uuid NOT NULL,
	"limit_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"from_day" date NOT NULL,
	"until_day" date,
	"set_by" uuid,
	"set_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "overdraft_facilities_limit" CHECK ("limit_minor" between 0 and 100000000000000000),
	CONSTRAINT "overdraft_facilities_period" CHECK ("until_day" >= "from_day"),
	CONSTRAINT "overdraft_facilities_by" CHECK ("set_by" is not null or "limit_minor" = 0)
);
--> statement-breakpoint
CREATE INDEX "holds_account" ON "holds" ("account_id","id");--> statement-breakpoint
CREATE INDEX "holds_expires" ON "holds" ("expires_at") WHERE expires_at is not null;--> statement-breakpoint
CREATE INDEX "overdraft_facilities_account" ON "overdraft_facilities" ("account_id","id");--> statement-breakpoint
CREATE INDEX "journal_entries_reversal_reference" ON "journal_entries" ("reference") WHERE reverses_id is not null;--> statement-breakpoint
ALTER TABLE "hold_resolutions" ADD CONSTRAINT "hold_resolutions_hold_id_holds_id_fkey" FOREIGN KEY ("hold_id") REFERENCES "holds"("id");--> statement-breakpoint
ALTER TABLE "hold_resolutions" ADD CONSTRAINT "hold_resolutions_entry_id_journal_entries_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "journal_entries"("id");--> statement-breakpoint
ALTER TABLE "hold_resolutions" ADD CONSTRAINT "hold_resolutions_resolved_by_users_id_fkey" FOREIGN KEY ("resolved_by") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "holds" ADD CONSTRAINT "holds_account_id_accounts_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id");--> statement-breakpoint
ALTER TABLE "holds" ADD CONSTRAINT "holds_placed_by_users_id_fkey" FOREIGN KEY ("placed_by") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "overdraft_facilities" ADD CONSTRAINT "overdraft_facilities_account_id_accounts_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id");--> statement-breakpoint
ALTER TABLE "overdraft_facilities" ADD CONSTRAINT "overdraft_facilities_set_by_users_id_fkey" FOREIGN KEY ("set_by") REFERENCES "users"("id");