ALTER TABLE "user_roles" ADD COLUMN "until_day" date;--> statement-breakpoint
CREATE INDEX "user_roles_until_day" ON "user_roles" ("until_day") WHERE until_day is not null;