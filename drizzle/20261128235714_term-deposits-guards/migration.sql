INSERT INTO ledger_accounts (id, code, name, kind, class, normal_side, currency, branch_id, is_control, guarded)
SELECT uuidv7(), '2030', 'Term deposits of customers', 'gl', 'liability', 'credit', a.currency, a.branch_id, true, false
FROM (SELECT DISTINCT branch_id, currency FROM ledger_accounts WHERE kind = 'gl' AND code = '1020') a;
--> statement-breakpoint
INSERT INTO life_cycle_transitions (entity, from_status, to_status) VALUES
  ('term_deposits', '', 'active'),
  ('term_deposits', 'active', 'matured'),
  ('term_deposits', 'active', 'closed_early'),
  ('term_deposits', 'matured', 'closed'),
  ('term_deposits', 'matured', 'renewed');
--> statement-breakpoint
CREATE TRIGGER term_deposits_begins BEFORE INSERT ON term_deposits FOR EACH ROW EXECUTE FUNCTION guard_life_cycle();
--> statement-breakpoint
CREATE TRIGGER term_deposits_life_cycle BEFORE UPDATE OF status ON term_deposits FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION guard_life_cycle();
--> statement-breakpoint
CREATE TRIGGER term_deposits_kept BEFORE DELETE OR TRUNCATE ON term_deposits FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER term_deposit_movements_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON term_deposit_movements FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
GRANT SELECT ON term_deposits, term_deposit_movements TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
GRANT INSERT ON term_deposits, term_deposit_movements TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (status, instruction) ON term_deposits TO bank_app, bank_jobs;
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['term_deposits', 'term_deposit_movements'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY everything ON %I TO bank_app, bank_jobs, bank_read USING (true) WITH CHECK (true)', t);
  END LOOP;
END $$;
--> statement-breakpoint
CREATE POLICY own_rows ON term_deposits FOR SELECT TO bank_customer USING (account_id IN (SELECT own_accounts()));
--> statement-breakpoint
-- Funding stands on the statement of the account that paid as well.
CREATE POLICY own_rows ON term_deposit_movements FOR SELECT TO bank_customer USING (EXISTS (
  SELECT FROM postings p WHERE p.entry_id = id AND p.account_id IN (SELECT own_accounts())));
--> statement-breakpoint
GRANT SELECT ON term_deposits, term_deposit_movements TO bank_customer;
