-- Expenses and income that no act of the bank books, in the books of branches that are open already.
INSERT INTO ledger_accounts (id, code, name, kind, class, normal_side, currency, branch_id, is_control, guarded)
SELECT uuidv7(), l.code, l.name, 'gl', l.class, CASE WHEN l.class IN ('asset', 'expense') THEN 'debit' ELSE 'credit' END, a.currency, a.branch_id, false, false
FROM (SELECT DISTINCT branch_id, currency FROM ledger_accounts WHERE kind = 'gl' AND code = '1020') a
CROSS JOIN (VALUES
  ('1410', 'Prepaid expenses', 'asset'),
  ('2410', 'Accrued expenses', 'liability'),
  ('4910', 'Other income', 'income'),
  ('5410', 'Bank charges', 'expense'),
  ('5910', 'Other operating expenses', 'expense')
) AS l (code, name, class);
--> statement-breakpoint
CREATE TRIGGER manual_journals_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON manual_journals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
GRANT SELECT ON manual_journals TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
GRANT INSERT ON manual_journals TO bank_app, bank_jobs;
--> statement-breakpoint
ALTER TABLE manual_journals ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY everything ON manual_journals TO bank_app, bank_jobs, bank_read USING (true) WITH CHECK (true);
