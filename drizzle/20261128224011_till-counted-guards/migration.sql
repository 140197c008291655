GRANT UPDATE (counted) ON till_sessions TO bank_app, bank_jobs;
--> statement-breakpoint
-- Sessions that were being counted before this had their count in.
UPDATE till_sessions SET counted = true WHERE status = 'counting';
