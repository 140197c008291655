CREATE TABLE "delegations" (
	"id" uuid PRIMARY KEY,
	"from_user_id" uuid NOT NULL,
	"to_user_id" uuid NOT NULL,
	"first_day" date NOT NULL,
	"last_day" date NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"ended_at" timestamp(6) with time zone,
	CONSTRAINT "delegations_another" CHECK ("from_user_id" <> "to_user_id"),
	CONSTRAINT "delegations_days" CHECK ("first_day" <= "last_day")
);
--> statement-breakpoint
CREATE TABLE "password_links" (
	"id" uuid PRIMARY KEY,
	"token_hash" bytea NOT NULL UNIQUE,
	"user_id" uuid NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"expires_at" timestamp(6) with time zone NOT NULL,
	"used_at" timestamp(6) with time zone
);
--> statement-breakpoint
CREATE TABLE "payment_confirmations" (
	"id" uuid PRIMARY KEY,
	"user_id" uuid NOT NULL,
	"salt" bytea NOT NULL,
	"bound_to" bytea NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"expires_at" timestamp(6) with time zone NOT NULL,
	"confirmed_at" timestamp(6) with time zone,
	"used_at" timestamp(6) with time zone,
	CONSTRAINT "payment_confirmations_used" CHECK ("used_at" is null or "confirmed_at" is not null)
);
--> statement-breakpoint
ALTER TABLE "approval_steps" ADD COLUMN "for_user_id" uuid;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "email" text;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "pays_from" timestamp(6) with time zone;--> statement-breakpoint
CREATE INDEX "approval_steps_for" ON "approval_steps" ("for_user_id");--> statement-breakpoint
CREATE INDEX "delegations_from" ON "delegations" ("from_user_id","last_day");--> statement-breakpoint
CREATE INDEX "delegations_to" ON "delegations" ("to_user_id","last_day") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "password_links_user" ON "password_links" ("user_id");--> statement-breakpoint
CREATE INDEX "payment_confirmations_user" ON "payment_confirmations" ("user_id");--> statement-breakpoint
CREATE INDEX "payment_confirmations_expires_at" ON "payment_confirmations" ("expires_at");--> statement-breakpoint
ALTER TABLE "approval_steps" ADD CONSTRAINT "approval_steps_for_user_id_users_id_fkey" FOREIGN KEY ("for_user_id") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "delegations" ADD CONSTRAINT "delegations_from_user_id_users_id_fkey" FOREIGN KEY ("from_user_id") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "delegations" ADD CONSTRAINT "delegations_to_user_id_users_id_fkey" FOREIGN KEY ("to_user_id") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "password_links" ADD CONSTRAINT "password_links_user_id_users_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "payment_confirmations" ADD CONSTRAINT "payment_confirmations_user_id_users_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "approval_steps" ADD CONSTRAINT "approval_steps_for_another" CHECK ("for_user_id" <> "by_user_id");--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_email" CHECK ("email" is null or "kind" = 'staff');--> statement-breakpoint
ALTER TABLE "passkey_challenges" DROP CONSTRAINT "passkey_challenges_purpose", ADD CONSTRAINT "passkey_challenges_purpose" CHECK ("purpose" in ('sign in', 'prove', 'add', 'pay'));