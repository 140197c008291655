GRANT SELECT, INSERT, DELETE ON tries, known_devices TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (count, shut_until, forget_at) ON tries TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (seen_at) ON known_devices TO bank_app, bank_jobs;
