CREATE TABLE "typed_forms" (
	"id" uuid PRIMARY KEY,
	"user_id" uuid NOT NULL,
	"form" text NOT NULL,
	"customer_id" uuid,
	"key" text,
	"values_cipher" text NOT NULL,
	"saved_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "typed_forms_one_each" UNIQUE NULLS NOT DISTINCT("user_id","form","customer_id"),
	CONSTRAINT "typed_forms_form" CHECK ("form" in ('start', 'identity', 'contact', 'document', 'declarations')),
	CONSTRAINT "typed_forms_customer" CHECK (("form" = 'start') = ("customer_id" is null))
);
--> statement-breakpoint
CREATE INDEX "typed_forms_customer_id" ON "typed_forms" ("customer_id");--> statement-breakpoint
CREATE INDEX "typed_forms_saved" ON "typed_forms" ("saved_at");--> statement-breakpoint
ALTER TABLE "typed_forms" ADD CONSTRAINT "typed_forms_user_id_users_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "typed_forms" ADD CONSTRAINT "typed_forms_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE;