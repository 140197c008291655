CREATE TABLE "role_conflicts" (
	"one" text,
	"other" text,
	CONSTRAINT "role_conflicts_pkey" PRIMARY KEY("one","other")
);
--> statement-breakpoint
CREATE TABLE "staff_enrolment_codes" (
	"id" uuid PRIMARY KEY,
	"code_hash" bytea NOT NULL UNIQUE,
	"user_id" uuid NOT NULL,
	"issued_by" uuid NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"expires_at" timestamp(6) with time zone NOT NULL,
	"used_at" timestamp(6) with time zone,
	"withdrawn_at" timestamp(6) with time zone
);
--> statement-breakpoint
CREATE TABLE "notice_mails" (
	"notice_id" uuid PRIMARY KEY,
	"status" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_try_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"sent_at" timestamp(6) with time zone,
	"failure" text,
	CONSTRAINT "notice_mails_status" CHECK ("status" in ('waiting', 'sent', 'given_up')),
	CONSTRAINT "notice_mails_sent" CHECK (("status" = 'sent') = ("sent_at" is not null)),
	CONSTRAINT "notice_mails_attempts" CHECK ("attempts" >= 0)
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" uuid PRIMARY KEY,
	"user_id" uuid,
	"customer_id" uuid,
	"kind" text NOT NULL,
	"params" jsonb DEFAULT '{}' NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "notices_one_person" CHECK (num_nonnulls("user_id", "customer_id") = 1),
	CONSTRAINT "notices_params" CHECK (jsonb_typeof("params") = 'object')
);
--> statement-breakpoint
CREATE INDEX "audit_events_at" ON "audit_events" ("at");--> statement-breakpoint
CREATE INDEX "audit_events_branch" ON "audit_events" ("branch_id","id") WHERE branch_id is not null;--> statement-breakpoint
CREATE INDEX "staff_enrolment_codes_user" ON "staff_enrolment_codes" ("user_id");--> statement-breakpoint
CREATE INDEX "staff_enrolment_codes_issued_by" ON "staff_enrolment_codes" ("issued_by");--> statement-breakpoint
CREATE INDEX "notice_mails_waiting" ON "notice_mails" ("next_try_at") WHERE status = 'waiting';--> statement-breakpoint
CREATE INDEX "notices_user" ON "notices" ("user_id","id") WHERE user_id is not null;--> statement-breakpoint
CREATE INDEX "notices_customer" ON "notices" ("customer_id","id") WHERE customer_id is not null;--> statement-breakpoint
ALTER TABLE "staff_enrolment_codes" ADD CONSTRAINT "staff_enrolment_codes_user_id_users_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "staff_enrolment_codes" ADD CONSTRAINT "staff_enrolment_codes_issued_by_users_id_fkey" FOREIGN KEY ("issued_by") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "notice_mails" ADD CONSTRAINT "notice_mails_notice_id_notices_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notices"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_user_id_users_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE;