GRANT SELECT, INSERT, DELETE ON typed_payments TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT SELECT ON typed_payments TO bank_read;
--> statement-breakpoint
ALTER TABLE typed_payments ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY everything ON typed_payments TO bank_app, bank_jobs, bank_read USING (true) WITH CHECK (true);
