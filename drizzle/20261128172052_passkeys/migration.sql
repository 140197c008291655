CREATE TABLE "passkey_challenges" (
	"id" uuid PRIMARY KEY,
	"challenge" text NOT NULL UNIQUE,
	"purpose" text NOT NULL,
	"session_id" uuid,
	"expires_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "passkey_challenges_purpose" CHECK ("purpose" in ('sign in', 'prove', 'add'))
);
--> statement-breakpoint
CREATE TABLE "passkeys" (
	"id" uuid PRIMARY KEY,
	"user_id" uuid NOT NULL,
	"credential_id" text NOT NULL UNIQUE,
	"public_key" bytea NOT NULL,
	"counter" bigint NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"last_used_at" timestamp(6) with time zone,
	"removed_at" timestamp(6) with time zone
);
--> statement-breakpoint
CREATE INDEX "passkey_challenges_expires_at" ON "passkey_challenges" ("expires_at");--> statement-breakpoint
CREATE INDEX "passkey_challenges_session" ON "passkey_challenges" ("session_id");--> statement-breakpoint
CREATE INDEX "passkeys_user" ON "passkeys" ("user_id");--> statement-breakpoint
ALTER TABLE "passkey_challenges" ADD CONSTRAINT "passkey_challenges_session_id_sessions_id_fkey" FOREIGN KEY ("session_id") REFERENCES "sessions"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_user_id_users_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE;