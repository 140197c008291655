-- What staff note on a customer is nobody's to read but theirs (control 49).
ALTER TABLE customer_notes ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY everything ON customer_notes TO bank_app, bank_jobs, bank_read USING (true) WITH CHECK (true);
