GRANT SELECT ON likeness_decisions TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
GRANT INSERT ON likeness_decisions TO bank_app, bank_jobs;
--> statement-breakpoint
-- With a deleted application goes what was decided about it; nothing else removes or changes a decision.
GRANT DELETE ON likeness_decisions TO bank_app, bank_jobs;
