ALTER TABLE "customers" ADD COLUMN "deceased_on" date;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_deceased" CHECK ("deceased_on" is null or "kind" = 'individual');