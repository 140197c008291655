-- A picture is kept as it was added, or goes with its document and its customer.
GRANT SELECT, INSERT ON document_scans TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT SELECT (id, customer_id, document_id, side, sha256, size, uploaded_by, uploaded_at) ON document_scans TO bank_read;
--> statement-breakpoint
CREATE TRIGGER document_scans_unchanged BEFORE UPDATE ON document_scans FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON typed_forms TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (id, key, values_cipher, saved_at) ON typed_forms TO bank_app, bank_jobs;
