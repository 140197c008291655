CREATE TABLE "typed_payments" (
	"id" uuid PRIMARY KEY,
	"user_id" uuid NOT NULL,
	"sealed" bytea NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "typed_payments_user" ON "typed_payments" ("user_id");--> statement-breakpoint
CREATE INDEX "typed_payments_created_at" ON "typed_payments" ("created_at");--> statement-breakpoint
ALTER TABLE "typed_payments" ADD CONSTRAINT "typed_payments_user_id_users_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE;