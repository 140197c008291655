CREATE TABLE "approval_policies" (
	"id" uuid PRIMARY KEY,
	"kind" text NOT NULL,
	"role" text,
	"currency" char(3) NOT NULL,
	"from_minor" bigint NOT NULL,
	"checker_role" text,
	"effective_from" date NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"approval_id" uuid,
	CONSTRAINT "approval_policies_from" CHECK ("from_minor" >= 0)
);
--> statement-breakpoint
CREATE TABLE "limit_uses" (
	"user_id" uuid,
	"currency" char(3),
	"day" date,
	"used_minor" bigint NOT NULL,
	CONSTRAINT "limit_uses_pkey" PRIMARY KEY("user_id","currency","day"),
	CONSTRAINT "limit_uses_sum" CHECK ("used_minor" > 0)
);
--> statement-breakpoint
CREATE TABLE "staff_limits" (
	"id" uuid PRIMARY KEY,
	"role" text,
	"user_id" uuid,
	"currency" char(3) NOT NULL,
	"per_transaction_minor" bigint,
	"per_day_minor" bigint,
	"second_from_minor" bigint,
	"effective_from" date NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"approval_id" uuid,
	CONSTRAINT "staff_limits_holder" CHECK (num_nonnulls("role", "user_id") = 1),
	CONSTRAINT "staff_limits_amounts" CHECK (least("per_transaction_minor", "per_day_minor", "second_from_minor") > 0 is not false and "per_transaction_minor" > "per_day_minor" is not true)
);
--> statement-breakpoint
ALTER TABLE "approvals" ADD COLUMN "checker_role" text;--> statement-breakpoint
ALTER TABLE "approvals" ADD COLUMN "reference" text;--> statement-breakpoint
DROP INDEX "approvals_maker";--> statement-breakpoint
CREATE INDEX "approvals_maker" ON "approvals" ("maker_id","id");--> statement-breakpoint
CREATE INDEX "approval_policies_kind" ON "approval_policies" ("kind","effective_from");--> statement-breakpoint
CREATE INDEX "approval_policies_approval" ON "approval_policies" ("approval_id");--> statement-breakpoint
CREATE INDEX "approvals_reference" ON "approvals" ("reference") WHERE reference is not null;--> statement-breakpoint
CREATE INDEX "staff_limits_role" ON "staff_limits" ("role","currency","effective_from") WHERE role is not null;--> statement-breakpoint
CREATE INDEX "staff_limits_user" ON "staff_limits" ("user_id","currency","effective_from") WHERE user_id is not null;--> statement-breakpoint
CREATE INDEX "staff_limits_approval" ON "staff_limits" ("approval_id");--> statement-breakpoint
ALTER TABLE "approval_policies" ADD CONSTRAINT "approval_policies_approval_id_approvals_id_fkey" FOREIGN KEY ("approval_id") REFERENCES "approvals"("id");--> statement-breakpoint
ALTER TABLE "limit_uses" ADD CONSTRAINT "limit_uses_user_id_users_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "staff_limits" ADD CONSTRAINT "staff_limits_user_id_users_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "staff_limits" ADD CONSTRAINT "staff_limits_approval_id_approvals_id_fkey" FOREIGN KEY ("approval_id") REFERENCES "approvals"("id");--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_booked" CHECK ("reference" is null or "status" in ('approved', 'completed'));--> statement-breakpoint
ALTER TABLE "approvals" DROP CONSTRAINT "approvals_decided", ADD CONSTRAINT "approvals_decided" CHECK ("status" not in ('approved', 'rejected', 'released', 'completed') or "checker_id" is not null);