CREATE TABLE "customer_notes" (
	"id" uuid PRIMARY KEY,
	"customer_id" uuid NOT NULL,
	"note" text NOT NULL,
	"written_by" uuid NOT NULL,
	"written_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "customer_notes_length" CHECK (length("note") between 1 and 500)
);
--> statement-breakpoint
CREATE INDEX "customer_notes_customer" ON "customer_notes" ("customer_id","id");--> statement-breakpoint
ALTER TABLE "customer_notes" ADD CONSTRAINT "customer_notes_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "customer_notes" ADD CONSTRAINT "customer_notes_written_by_users_id_fkey" FOREIGN KEY ("written_by") REFERENCES "users"("id");