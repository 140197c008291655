ALTER TABLE "customers" ADD COLUMN "merged_into" uuid;--> statement-breakpoint
ALTER TABLE "identity_documents" ADD COLUMN "replaced_at" timestamp(6) with time zone;--> statement-breakpoint
DROP INDEX "identity_documents_number";--> statement-breakpoint
CREATE UNIQUE INDEX "identity_documents_number" ON "identity_documents" ("number_hmac") WHERE replaced_at is null;--> statement-breakpoint
CREATE INDEX "customers_merged_into" ON "customers" ("merged_into") WHERE merged_into is not null;--> statement-breakpoint
CREATE INDEX "identity_documents_any_number" ON "identity_documents" ("number_hmac");--> statement-breakpoint
CREATE UNIQUE INDEX "identity_documents_current" ON "identity_documents" ("customer_id") WHERE replaced_at is null;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_merged_into_customers_id_fkey" FOREIGN KEY ("merged_into") REFERENCES "customers"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_merged" CHECK ("merged_into" is null or ("status" = 'closed' and "merged_into" <> "id"));