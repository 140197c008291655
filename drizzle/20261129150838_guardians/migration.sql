CREATE TABLE "customer_guardians" (
	"id" uuid PRIMARY KEY,
	"customer_id" uuid NOT NULL,
	"guardian_id" uuid NOT NULL,
	"basis" text NOT NULL,
	"paper" text NOT NULL,
	"from_day" date NOT NULL,
	"recorded_by" uuid NOT NULL,
	"ended_on" date,
	"end_reason" text,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "customer_guardians_basis" CHECK ("basis" in ('parent', 'court')),
	CONSTRAINT "customer_guardians_two" CHECK ("customer_id" <> "guardian_id"),
	CONSTRAINT "customer_guardians_paper" CHECK (length("paper") between 1 and 140),
	CONSTRAINT "customer_guardians_ended" CHECK (num_nonnulls("ended_on", "end_reason") in (0, 2)),
	CONSTRAINT "customer_guardians_reason" CHECK (length("end_reason") between 1 and 300)
);
--> statement-breakpoint
CREATE UNIQUE INDEX "customer_guardians_once" ON "customer_guardians" ("customer_id","guardian_id") WHERE ended_on is null;--> statement-breakpoint
CREATE INDEX "customer_guardians_customer" ON "customer_guardians" ("customer_id","id");--> statement-breakpoint
CREATE INDEX "customer_guardians_guardian" ON "customer_guardians" ("guardian_id","id");--> statement-breakpoint
CREATE INDEX "customer_guardians_recorded_by" ON "customer_guardians" ("recorded_by");--> statement-breakpoint
ALTER TABLE "customer_guardians" ADD CONSTRAINT "customer_guardians_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "customer_guardians" ADD CONSTRAINT "customer_guardians_guardian_id_customers_id_fkey" FOREIGN KEY ("guardian_id") REFERENCES "customers"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "customer_guardians" ADD CONSTRAINT "customer_guardians_recorded_by_users_id_fkey" FOREIGN KEY ("recorded_by") REFERENCES "users"("id");