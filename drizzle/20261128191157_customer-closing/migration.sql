ALTER TABLE "customers" ADD COLUMN "closed_on" date;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "closed_by" uuid;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "close_reason" text;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_closed_by_users_id_fkey" FOREIGN KEY ("closed_by") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_closed" CHECK (num_nonnulls("closed_on", "closed_by", "close_reason") = case when "status" = 'closed' then 3 else 0 end);