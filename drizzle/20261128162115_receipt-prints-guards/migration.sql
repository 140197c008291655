CREATE TRIGGER receipt_prints_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON receipt_prints FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
GRANT SELECT ON receipt_prints TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
GRANT INSERT ON receipt_prints TO bank_app, bank_jobs;
