CREATE TABLE "approval_steps" (
	"id" uuid PRIMARY KEY,
	"approval_id" uuid NOT NULL,
	"at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"step" text NOT NULL,
	"by_user_id" uuid,
	"refused_by_rule" boolean DEFAULT false NOT NULL,
	"reason" text,
	CONSTRAINT "approval_steps_reason" CHECK ("step" not in ('returned', 'rejected') or "reason" is not null)
);
--> statement-breakpoint
CREATE TABLE "approvals" (
	"id" uuid PRIMARY KEY,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"customer_id" uuid,
	"branch_id" uuid,
	"amount_minor" bigint,
	"currency" char(3),
	"maker_id" uuid NOT NULL,
	"sealed" bytea NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"due_at" timestamp(6) with time zone NOT NULL,
	"checker_id" uuid,
	"ended_at" timestamp(6) with time zone,
	CONSTRAINT "approvals_second_person" CHECK ("checker_id" <> "maker_id"),
	CONSTRAINT "approvals_decided" CHECK ("status" not in ('approved', 'rejected') or "checker_id" is not null),
	CONSTRAINT "approvals_amount" CHECK (("amount_minor" is null) = ("currency" is null))
);
--> statement-breakpoint
CREATE INDEX "approval_steps_approval" ON "approval_steps" ("approval_id","id");--> statement-breakpoint
CREATE INDEX "approval_steps_by" ON "approval_steps" ("by_user_id");--> statement-breakpoint
CREATE INDEX "approvals_waiting" ON "approvals" ("due_at") WHERE status = 'pending';--> statement-breakpoint
CREATE INDEX "approvals_maker" ON "approvals" ("maker_id");--> statement-breakpoint
CREATE INDEX "approvals_checker" ON "approvals" ("checker_id");--> statement-breakpoint
CREATE INDEX "approvals_customer" ON "approvals" ("customer_id");--> statement-breakpoint
CREATE INDEX "approvals_branch" ON "approvals" ("branch_id");--> statement-breakpoint
ALTER TABLE "approval_steps" ADD CONSTRAINT "approval_steps_approval_id_approvals_id_fkey" FOREIGN KEY ("approval_id") REFERENCES "approvals"("id");--> statement-breakpoint
ALTER TABLE "approval_steps" ADD CONSTRAINT "approval_steps_by_user_id_users_id_fkey" FOREIGN KEY ("by_user_id") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id");--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_branch_id_branches_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branches"("id");--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_maker_id_users_id_fkey" FOREIGN KEY ("maker_id") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_checker_id_users_id_fkey" FOREIGN KEY ("checker_id") REFERENCES "users"("id");