CREATE TABLE "likeness_decisions" (
	"id" uuid PRIMARY KEY,
	"customer_id" uuid NOT NULL,
	"other_id" uuid NOT NULL,
	"same" boolean NOT NULL,
	"reason" text NOT NULL,
	"decided_by" uuid NOT NULL,
	"decided_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "likeness_decisions_two" CHECK ("customer_id" <> "other_id"),
	CONSTRAINT "likeness_decisions_reason" CHECK (length("reason") between 1 and 300)
);
--> statement-breakpoint
CREATE INDEX "identity_documents_expiry" ON "identity_documents" ("expires_on");--> statement-breakpoint
CREATE UNIQUE INDEX "likeness_decisions_pair" ON "likeness_decisions" ("customer_id","other_id");--> statement-breakpoint
CREATE INDEX "likeness_decisions_other" ON "likeness_decisions" ("other_id");--> statement-breakpoint
CREATE INDEX "likeness_decisions_by" ON "likeness_decisions" ("decided_by");--> statement-breakpoint
ALTER TABLE "likeness_decisions" ADD CONSTRAINT "likeness_decisions_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "likeness_decisions" ADD CONSTRAINT "likeness_decisions_other_id_customers_id_fkey" FOREIGN KEY ("other_id") REFERENCES "customers"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "likeness_decisions" ADD CONSTRAINT "likeness_decisions_decided_by_users_id_fkey" FOREIGN KEY ("decided_by") REFERENCES "users"("id");