CREATE TABLE "account_applications" (
	"id" uuid PRIMARY KEY,
	"customer_id" uuid NOT NULL,
	"branch_id" uuid NOT NULL,
	"product_version_id" uuid NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"from_account_id" uuid,
	"amount_minor" bigint,
	"months" integer,
	"instruction" text,
	"applied_by" uuid NOT NULL,
	"applied_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp(6) with time zone,
	"reason" text,
	"account_id" uuid,
	CONSTRAINT "account_applications_status" CHECK ("status" in ('pending', 'active', 'rejected', 'withdrawn')),
	CONSTRAINT "account_applications_deposit" CHECK (num_nonnulls("from_account_id", "amount_minor", "months", "instruction") in (0, 4)),
	CONSTRAINT "account_applications_amount" CHECK ("amount_minor" > 0 and "months" > 0),
	CONSTRAINT "account_applications_instruction" CHECK ("instruction" in ('pay_out', 'renew_principal', 'renew_all')),
	CONSTRAINT "account_applications_decided" CHECK (num_nonnulls("decided_by", "decided_at") = case when "status" = 'pending' then 0 else 2 end),
	CONSTRAINT "account_applications_second_person" CHECK ("status" not in ('active', 'rejected') or "decided_by" <> "applied_by"),
	CONSTRAINT "account_applications_opened" CHECK (("status" = 'active') = ("account_id" is not null)),
	CONSTRAINT "account_applications_rejected" CHECK (("status" = 'rejected') = ("reason" is not null)),
	CONSTRAINT "account_applications_reason" CHECK (length("reason") between 1 and 300)
);
--> statement-breakpoint
CREATE UNIQUE INDEX "account_applications_one" ON "account_applications" ("customer_id","product_version_id") WHERE status = 'pending';--> statement-breakpoint
CREATE INDEX "account_applications_customer" ON "account_applications" ("customer_id","id");--> statement-breakpoint
CREATE INDEX "account_applications_branch_status" ON "account_applications" ("branch_id","status","id");--> statement-breakpoint
CREATE INDEX "account_applications_status" ON "account_applications" ("status","id");--> statement-breakpoint
CREATE INDEX "account_applications_from" ON "account_applications" ("from_account_id") WHERE from_account_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "account_applications_account" ON "account_applications" ("account_id") WHERE account_id is not null;--> statement-breakpoint
ALTER TABLE "account_applications" ADD CONSTRAINT "account_applications_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "account_applications" ADD CONSTRAINT "account_applications_branch_id_branches_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branches"("id");--> statement-breakpoint
ALTER TABLE "account_applications" ADD CONSTRAINT "account_applications_kVMQz7iF2TGW_fkey" FOREIGN KEY ("product_version_id") REFERENCES "product_versions"("id");--> statement-breakpoint
ALTER TABLE "account_applications" ADD CONSTRAINT "account_applications_from_account_id_accounts_id_fkey" FOREIGN KEY ("from_account_id") REFERENCES "accounts"("id");--> statement-breakpoint
ALTER TABLE "account_applications" ADD CONSTRAINT "account_applications_applied_by_users_id_fkey" FOREIGN KEY ("applied_by") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "account_applications" ADD CONSTRAINT "account_applications_decided_by_users_id_fkey" FOREIGN KEY ("decided_by") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "account_applications" ADD CONSTRAINT "account_applications_account_id_accounts_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id");