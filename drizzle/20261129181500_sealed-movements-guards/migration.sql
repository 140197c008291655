-- Written by the sealer alone, never changed. What is sealed already is told apart by its blocks once.
INSERT INTO sealed_movements (account_id, booking_date, number, entries, moved)
SELECT account_id, booking_date, number, array_agg(entry_id ORDER BY at),
  sum(sum(moved)) OVER (PARTITION BY account_id, booking_date ORDER BY number)
FROM (
  SELECT p.account_id, p.booking_date, s.number, r.at, p.entry_id, sum(p.amount_minor) AS moved
  FROM seals s CROSS JOIN LATERAL unnest(s.tables, s.ids) WITH ORDINALITY AS r (tab, id, at) JOIN postings p ON p.entry_id = r.id
  WHERE r.tab = 'journal_entries' AND p.seq IS NULL GROUP BY 1, 2, 3, 4, 5
) sealed GROUP BY account_id, booking_date, number;
--> statement-breakpoint
CREATE TRIGGER sealed_movements_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON sealed_movements FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Ids do not compress: trying costs the sealer time for nothing.
ALTER TABLE sealed_movements ALTER COLUMN entries SET STORAGE EXTERNAL;
--> statement-breakpoint
GRANT SELECT ON sealed_movements TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
GRANT INSERT ON sealed_movements TO bank_jobs;
--> statement-breakpoint
ALTER TABLE sealed_movements ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY everything ON sealed_movements TO bank_app, bank_jobs, bank_read USING (true) WITH CHECK (true);
