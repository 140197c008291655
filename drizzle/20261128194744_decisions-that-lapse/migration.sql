ALTER TABLE "likeness_decisions" ADD COLUMN "facts" bytea DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "likeness_decisions" ALTER COLUMN "facts" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "typed_forms" ADD COLUMN "sent_at" timestamp(6) with time zone;--> statement-breakpoint
DROP INDEX "likeness_decisions_pair";--> statement-breakpoint
CREATE UNIQUE INDEX "likeness_decisions_pair" ON "likeness_decisions" ("customer_id","other_id","facts");--> statement-breakpoint
ALTER TABLE "typed_forms" ADD CONSTRAINT "typed_forms_sent" CHECK ("sent_at" is null or "values_cipher" = '');