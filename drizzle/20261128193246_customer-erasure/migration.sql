ALTER TABLE "bank_settings" ADD COLUMN "retention_years" integer DEFAULT 7 NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "ended_on" date;--> statement-breakpoint
ALTER TABLE "loans" ALTER COLUMN "customer_id" DROP NOT NULL;--> statement-breakpoint
CREATE INDEX "customers_ended_on" ON "customers" ("ended_on","id") WHERE ended_on is not null and merged_into is null;--> statement-breakpoint
DELETE FROM "customer_keys" k WHERE NOT EXISTS (SELECT FROM "customers" c WHERE c."id" = k."customer_id");--> statement-breakpoint
ALTER TABLE "customer_keys" ADD CONSTRAINT "customer_keys_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "account_parties" DROP CONSTRAINT "account_parties_customer_id_customers_id_fkey", ADD CONSTRAINT "account_parties_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "loans" DROP CONSTRAINT "loans_customer_id_customers_id_fkey", ADD CONSTRAINT "loans_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE SET NULL;--> statement-breakpoint
ALTER TABLE "account_signatures" DROP CONSTRAINT "account_signatures_customer_id_customers_id_fkey", ADD CONSTRAINT "account_signatures_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "approvals" DROP CONSTRAINT "approvals_customer_id_customers_id_fkey", ADD CONSTRAINT "approvals_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE SET NULL;--> statement-breakpoint
ALTER TABLE "bank_settings" ADD CONSTRAINT "bank_settings_retention" CHECK ("retention_years" between 1 and 30);--> statement-breakpoint
UPDATE "customers" SET "ended_on" = coalesce("closed_on", coalesce("decided_at", "updated_at")::date) WHERE "status" IN ('closed', 'rejected', 'withdrawn');--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_ended" CHECK (("status" in ('closed', 'rejected', 'withdrawn')) = ("ended_on" is not null));--> statement-breakpoint
ALTER TABLE "loans" ADD CONSTRAINT "loans_customer" CHECK ("customer_id" is not null or "status" in ('closed', 'rejected', 'withdrawn', 'cancelled'));