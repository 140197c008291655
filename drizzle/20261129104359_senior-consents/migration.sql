CREATE TABLE "senior_consents" (
	"id" uuid PRIMARY KEY,
	"customer_id" uuid NOT NULL,
	"rules" text[] NOT NULL,
	"asked_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"given_by" uuid,
	"given_at" timestamp(6) with time zone,
	"reason" text,
	CONSTRAINT "senior_consents_given" CHECK (num_nonnulls("given_by", "given_at", "reason") in (0, 3)),
	CONSTRAINT "senior_consents_reason" CHECK (length("reason") between 1 and 300)
);
--> statement-breakpoint
CREATE INDEX "senior_consents_customer" ON "senior_consents" ("customer_id","id");--> statement-breakpoint
CREATE INDEX "senior_consents_given_by" ON "senior_consents" ("given_by");--> statement-breakpoint
CREATE UNIQUE INDEX "senior_consents_one_asked" ON "senior_consents" ("customer_id") WHERE given_at is null;--> statement-breakpoint
ALTER TABLE "senior_consents" ADD CONSTRAINT "senior_consents_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "senior_consents" ADD CONSTRAINT "senior_consents_given_by_users_id_fkey" FOREIGN KEY ("given_by") REFERENCES "users"("id");