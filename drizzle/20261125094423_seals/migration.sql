CREATE TABLE "seals" (
	"number" bigint PRIMARY KEY,
	"first_epoch" smallint NOT NULL,
	"first_xact" xid8 NOT NULL,
	"first_id" uuid NOT NULL,
	"last_epoch" smallint NOT NULL,
	"last_xact" xid8 NOT NULL,
	"last_id" uuid NOT NULL,
	"tables" text[] NOT NULL,
	"ids" uuid[] NOT NULL,
	"leaves" bytea[] NOT NULL,
	"total" bigint NOT NULL,
	"sealed_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"previous_hash" bytea NOT NULL,
	"hash" bytea NOT NULL,
	CONSTRAINT "seals_size" CHECK (cardinality("ids") between 1 and 1000),
	CONSTRAINT "seals_same_size" CHECK (cardinality("tables") = cardinality("ids") and cardinality("leaves") = cardinality("ids"))
);
--> statement-breakpoint
CREATE TABLE "verify_runs" (
	"id" uuid PRIMARY KEY,
	"started_at" timestamp(6) with time zone NOT NULL,
	"ended_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"millis" integer NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"head_number" bigint,
	"head_hash" bytea,
	"result" text NOT NULL,
	"findings" jsonb NOT NULL,
	"postings" bigint NOT NULL,
	CONSTRAINT "verify_runs_result" CHECK ("result" in ('proved', 'not_proved')),
	CONSTRAINT "verify_runs_head" CHECK (("head_number" is null) = ("head_hash" is null))
);
--> statement-breakpoint
CREATE INDEX "audit_events_sealing" ON "audit_events" ("epoch","xact");--> statement-breakpoint
CREATE INDEX "hold_resolutions_sealing" ON "hold_resolutions" ("epoch","xact");--> statement-breakpoint
CREATE INDEX "holds_sealing" ON "holds" ("epoch","xact");--> statement-breakpoint
CREATE INDEX "journal_entries_sealing" ON "journal_entries" ("epoch","xact");--> statement-breakpoint
CREATE INDEX "ledger_accounts_sealing" ON "ledger_accounts" ("epoch","xact");--> statement-breakpoint
CREATE INDEX "seals_last" ON "seals" ("last_epoch","last_xact","last_id");--> statement-breakpoint
CREATE INDEX "verify_runs_ended" ON "verify_runs" ("ended_at");