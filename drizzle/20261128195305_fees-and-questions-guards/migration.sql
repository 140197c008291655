-- Fee income in the books of branches that are open already.
INSERT INTO ledger_accounts (id, code, name, kind, class, normal_side, currency, branch_id, is_control, guarded)
SELECT uuidv7(), '4110', 'Fee income', 'gl', 'income', 'credit', a.currency, a.branch_id, false, false
FROM (SELECT DISTINCT branch_id, currency FROM ledger_accounts WHERE kind = 'gl' AND code = '1020') a;
--> statement-breakpoint
CREATE TRIGGER fee_charges_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON fee_charges FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
GRANT SELECT ON fee_charges TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
GRANT INSERT ON fee_charges TO bank_app, bank_jobs;
--> statement-breakpoint
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
