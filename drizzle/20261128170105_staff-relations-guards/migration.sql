GRANT SELECT ON staff_relations TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
GRANT INSERT ON staff_relations TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (ended_at) ON staff_relations TO bank_app, bank_jobs;
