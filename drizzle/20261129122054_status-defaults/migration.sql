ALTER TABLE "day_steps" ALTER COLUMN "status" SET DEFAULT 'running';--> statement-breakpoint
ALTER TABLE "approvals" ALTER COLUMN "status" SET DEFAULT 'pending';--> statement-breakpoint
ALTER TABLE "screening_hits" ALTER COLUMN "status" SET DEFAULT 'open';