ALTER TABLE "verify_runs" ADD COLUMN "failure" text;--> statement-breakpoint
ALTER TABLE "verify_runs" ADD CONSTRAINT "verify_runs_failure" CHECK (("result" = 'failed') = ("failure" is not null));--> statement-breakpoint
ALTER TABLE "verify_runs" DROP CONSTRAINT "verify_runs_result", ADD CONSTRAINT "verify_runs_result" CHECK ("result" in ('proved', 'not_proved', 'failed'));