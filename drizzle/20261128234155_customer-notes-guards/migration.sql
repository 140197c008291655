-- A note is kept as it was written, or goes with its customer.
GRANT SELECT, INSERT ON customer_notes TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT SELECT (id, customer_id, written_by, written_at) ON customer_notes TO bank_read;
--> statement-breakpoint
CREATE TRIGGER customer_notes_unchanged BEFORE UPDATE ON customer_notes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
