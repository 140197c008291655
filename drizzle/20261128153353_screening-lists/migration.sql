CREATE TABLE "screening_entries" (
	"id" uuid PRIMARY KEY,
	"list_id" uuid NOT NULL,
	"ref" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"aliases" text[] NOT NULL,
	"birth_dates" text[] NOT NULL,
	"countries" text[] NOT NULL,
	"identifiers" text[] NOT NULL,
	"program" text NOT NULL,
	"digest" bytea NOT NULL,
	CONSTRAINT "screening_entries_kind" CHECK ("kind" in ('individual', 'organisation', 'vessel', 'aircraft'))
);
--> statement-breakpoint
CREATE TABLE "screening_lists" (
	"id" uuid PRIMARY KEY,
	"source" text NOT NULL,
	"version" text NOT NULL,
	"sha256" bytea NOT NULL,
	"entries" integer NOT NULL,
	"names" integer NOT NULL,
	"loaded_by" uuid NOT NULL,
	"loaded_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"replaced_at" timestamp(6) with time zone,
	CONSTRAINT "screening_lists_source" CHECK ("source" in ('ofac_sdn', 'ofac_consolidated', 'own')),
	CONSTRAINT "screening_lists_entries" CHECK ("entries" > 0 and "names" >= "entries")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "screening_entries_ref" ON "screening_entries" ("list_id","ref");--> statement-breakpoint
CREATE UNIQUE INDEX "screening_lists_current" ON "screening_lists" ("source") WHERE replaced_at is null;--> statement-breakpoint
CREATE INDEX "screening_lists_loaded_by" ON "screening_lists" ("loaded_by");--> statement-breakpoint
ALTER TABLE "screening_entries" ADD CONSTRAINT "screening_entries_list_id_screening_lists_id_fkey" FOREIGN KEY ("list_id") REFERENCES "screening_lists"("id");--> statement-breakpoint
ALTER TABLE "screening_lists" ADD CONSTRAINT "screening_lists_loaded_by_users_id_fkey" FOREIGN KEY ("loaded_by") REFERENCES "users"("id");