GRANT SELECT, INSERT, DELETE ON typed_forms TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (id, key, values_cipher, saved_at) ON typed_forms TO bank_app, bank_jobs;
