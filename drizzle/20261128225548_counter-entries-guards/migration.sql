CREATE TRIGGER counter_entries_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON counter_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
GRANT SELECT ON counter_entries TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
GRANT INSERT ON counter_entries TO bank_app, bank_jobs;
