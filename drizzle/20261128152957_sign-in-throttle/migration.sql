CREATE TABLE "known_devices" (
	"token_hash" bytea,
	"user_id" uuid,
	"seen_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "known_devices_pkey" PRIMARY KEY("user_id","token_hash")
);
--> statement-breakpoint
CREATE TABLE "tries" (
	"key" bytea PRIMARY KEY,
	"count" integer NOT NULL,
	"shut_until" timestamp(6) with time zone,
	"forget_at" timestamp(6) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "tries_forget_at" ON "tries" ("forget_at");--> statement-breakpoint
ALTER TABLE "known_devices" ADD CONSTRAINT "known_devices_user_id_users_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE;