CREATE TABLE "document_scans" (
	"id" uuid PRIMARY KEY,
	"customer_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"side" text NOT NULL,
	"sha256" bytea NOT NULL,
	"uploaded_sha256" bytea NOT NULL,
	"size" integer NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"ciphertext" bytea NOT NULL,
	"uploaded_by" uuid NOT NULL,
	"uploaded_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "document_scans_side" CHECK ("side" in ('front', 'back')),
	CONSTRAINT "document_scans_size" CHECK ("size" > 0 and "width" > 0 and "height" > 0)
);
--> statement-breakpoint
CREATE TABLE "typed_forms" (
	"id" uuid PRIMARY KEY,
	"user_id" uuid NOT NULL,
	"form" text NOT NULL,
	"customer_id" uuid,
	"key" text,
	"values_cipher" text NOT NULL,
	"saved_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	CONSTRAINT "typed_forms_one_each" UNIQUE NULLS NOT DISTINCT("user_id","form","customer_id"),
	CONSTRAINT "typed_forms_form" CHECK ("form" in ('start', 'identity', 'contact', 'document', 'declarations')),
	CONSTRAINT "typed_forms_customer" CHECK (("form" = 'start') = ("customer_id" is null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX "document_scans_once" ON "document_scans" ("customer_id","uploaded_sha256");--> statement-breakpoint
CREATE INDEX "document_scans_document" ON "document_scans" ("document_id");--> statement-breakpoint
CREATE INDEX "document_scans_uploader" ON "document_scans" ("uploaded_by","uploaded_at");--> statement-breakpoint
CREATE INDEX "typed_forms_customer_id" ON "typed_forms" ("customer_id");--> statement-breakpoint
CREATE INDEX "typed_forms_saved" ON "typed_forms" ("saved_at");--> statement-breakpoint
ALTER TABLE "document_scans" ADD CONSTRAINT "document_scans_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "document_scans" ADD CONSTRAINT "document_scans_document_id_identity_documents_id_fkey" FOREIGN KEY ("document_id") REFERENCES "identity_documents"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "document_scans" ADD CONSTRAINT "document_scans_uploaded_by_users_id_fkey" FOREIGN KEY ("uploaded_by") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "typed_forms" ADD CONSTRAINT "typed_forms_user_id_users_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "typed_forms" ADD CONSTRAINT "typed_forms_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE;