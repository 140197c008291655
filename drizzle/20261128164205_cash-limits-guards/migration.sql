GRANT SELECT ON cash_limits TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
GRANT INSERT ON cash_limits TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (soft_minor, hard_minor) ON cash_limits TO bank_app, bank_jobs;
