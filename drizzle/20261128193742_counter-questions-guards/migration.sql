-- The checks and answers are never changed; they go with the customer they hang on.
CREATE TRIGGER identity_checks_unchanged BEFORE UPDATE OR TRUNCATE ON identity_checks FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER cash_sources_unchanged BEFORE UPDATE OR TRUNCATE ON cash_sources FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
GRANT SELECT ON counter_questions, identity_checks, cash_sources TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
GRANT INSERT ON counter_questions, identity_checks, cash_sources TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (from_minor) ON counter_questions TO bank_app, bank_jobs;
