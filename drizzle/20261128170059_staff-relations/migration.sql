CREATE TABLE "staff_relations" (
	"id" uuid PRIMARY KEY,
	"user_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"relation" text NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"ended_at" timestamp(6) with time zone,
	CONSTRAINT "staff_relations_relation" CHECK ("relation" in ('self', 'household', 'relative', 'other'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX "staff_relations_open" ON "staff_relations" ("user_id","customer_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "staff_relations_customer" ON "staff_relations" ("customer_id");--> statement-breakpoint
ALTER TABLE "staff_relations" ADD CONSTRAINT "staff_relations_user_id_users_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "staff_relations" ADD CONSTRAINT "staff_relations_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE;