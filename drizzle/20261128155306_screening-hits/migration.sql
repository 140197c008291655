CREATE TABLE "screening_hits" (
	"id" uuid PRIMARY KEY,
	"customer_id" uuid NOT NULL,
	"entry_id" uuid NOT NULL,
	"source" text NOT NULL,
	"ref" text NOT NULL,
	"entry_digest" bytea NOT NULL,
	"customer_digest" bytea NOT NULL,
	"status" text NOT NULL,
	"name" text NOT NULL,
	"score" integer NOT NULL,
	"found_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"decided_by" uuid,
	"confirmed_by" uuid,
	"decided_at" timestamp(6) with time zone,
	"reason" text,
	CONSTRAINT "screening_hits_score" CHECK ("score" between 0 and 1000),
	CONSTRAINT "screening_hits_decided" CHECK ("status" not in ('cleared', 'confirmed') or ("decided_by" is not null and "decided_at" is not null and length("reason") > 0)),
	CONSTRAINT "screening_hits_confirmed" CHECK ("status" <> 'confirmed' or ("confirmed_by" is not null and "confirmed_by" <> "decided_by"))
);
--> statement-breakpoint
CREATE TABLE "screening_runs" (
	"id" uuid PRIMARY KEY,
	"list_id" uuid NOT NULL,
	"asked_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"last_customer_id" uuid,
	"customers" integer DEFAULT 0 NOT NULL,
	"hits" integer DEFAULT 0 NOT NULL,
	"ended_at" timestamp(6) with time zone,
	"overtaken" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "screening_hits_pair" ON "screening_hits" ("customer_id","source","ref","entry_digest","customer_digest");--> statement-breakpoint
CREATE INDEX "screening_hits_status" ON "screening_hits" ("status","id");--> statement-breakpoint
CREATE INDEX "screening_hits_stopping" ON "screening_hits" ("customer_id") WHERE status in ('open', 'confirmed');--> statement-breakpoint
CREATE INDEX "screening_hits_entry" ON "screening_hits" ("entry_id");--> statement-breakpoint
CREATE INDEX "screening_hits_decided_by" ON "screening_hits" ("decided_by");--> statement-breakpoint
CREATE INDEX "screening_hits_confirmed_by" ON "screening_hits" ("confirmed_by");--> statement-breakpoint
CREATE UNIQUE INDEX "screening_runs_one" ON "screening_runs" ((ended_at is null)) WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "screening_runs_list" ON "screening_runs" ("list_id");--> statement-breakpoint
ALTER TABLE "screening_hits" ADD CONSTRAINT "screening_hits_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "screening_hits" ADD CONSTRAINT "screening_hits_entry_id_screening_entries_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "screening_entries"("id");--> statement-breakpoint
ALTER TABLE "screening_hits" ADD CONSTRAINT "screening_hits_decided_by_users_id_fkey" FOREIGN KEY ("decided_by") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "screening_hits" ADD CONSTRAINT "screening_hits_confirmed_by_users_id_fkey" FOREIGN KEY ("confirmed_by") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "screening_runs" ADD CONSTRAINT "screening_runs_list_id_screening_lists_id_fkey" FOREIGN KEY ("list_id") REFERENCES "screening_lists"("id");