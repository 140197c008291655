CREATE TABLE "legal_holds" (
	"id" uuid PRIMARY KEY,
	"customer_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"placed_by" uuid NOT NULL,
	"placed_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"lifted_by" uuid,
	"lifted_at" timestamp(6) with time zone,
	"lift_reason" text,
	CONSTRAINT "legal_holds_reason" CHECK (length("reason") between 1 and 300),
	CONSTRAINT "legal_holds_lifted" CHECK (num_nonnulls("lifted_by", "lifted_at", "lift_reason") in (0, 3))
);
--> statement-breakpoint
CREATE UNIQUE INDEX "legal_holds_open" ON "legal_holds" ("customer_id") WHERE lifted_at is null;--> statement-breakpoint
CREATE INDEX "legal_holds_customer" ON "legal_holds" ("customer_id","id");--> statement-breakpoint
CREATE INDEX "legal_holds_placed_by" ON "legal_holds" ("placed_by");--> statement-breakpoint
CREATE INDEX "legal_holds_lifted_by" ON "legal_holds" ("lifted_by");--> statement-breakpoint
ALTER TABLE "legal_holds" ADD CONSTRAINT "legal_holds_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "legal_holds" ADD CONSTRAINT "legal_holds_placed_by_users_id_fkey" FOREIGN KEY ("placed_by") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "legal_holds" ADD CONSTRAINT "legal_holds_lifted_by_users_id_fkey" FOREIGN KEY ("lifted_by") REFERENCES "users"("id");