ALTER TABLE "document_scans" ADD COLUMN "format" text DEFAULT 'jpeg' NOT NULL;--> statement-breakpoint
ALTER TABLE "document_scans" ADD COLUMN "pages" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "document_scans" ALTER COLUMN "document_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "document_scans" ADD CONSTRAINT "document_scans_of" CHECK (("document_id" is null) = ("side" in ('register_extract', 'articles', 'other_paper')));--> statement-breakpoint
ALTER TABLE "document_scans" ADD CONSTRAINT "document_scans_format" CHECK ("format" in ('jpeg', 'pdf') and ("format" = 'pdf' or "pages" = 1));--> statement-breakpoint
ALTER TABLE "document_scans" DROP CONSTRAINT "document_scans_side", ADD CONSTRAINT "document_scans_side" CHECK ("side" in ('front', 'back', 'register_extract', 'articles', 'other_paper'));--> statement-breakpoint
ALTER TABLE "document_scans" DROP CONSTRAINT "document_scans_size", ADD CONSTRAINT "document_scans_size" CHECK ("size" > 0 and "width" > 0 and "height" > 0 and "pages" > 0);