ALTER TABLE "notice_mails" ADD COLUMN "repeated_at" timestamp(6) with time zone;--> statement-breakpoint
CREATE INDEX "notice_mails_standing" ON "notice_mails" ("status","notice_id");--> statement-breakpoint
CREATE INDEX "notice_mails_repeated" ON "notice_mails" ("notice_id") WHERE repeated_at is not null;