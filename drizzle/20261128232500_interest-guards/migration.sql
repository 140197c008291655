-- Interest in the books of branches that are open already.
INSERT INTO ledger_accounts (id, code, name, kind, class, normal_side, currency, branch_id, is_control, guarded)
SELECT uuidv7(), line.code, line.name, 'gl', line.class, line.side, a.currency, a.branch_id, false, false
FROM (SELECT DISTINCT branch_id, currency FROM ledger_accounts WHERE kind = 'gl' AND code = '1020') a,
  (VALUES ('1220', 'Interest receivable on customers’ accounts', 'asset', 'debit'),
    ('2210', 'Interest payable on deposits', 'liability', 'credit'),
    ('4020', 'Interest income on overdrafts', 'income', 'credit'),
    ('4030', 'Interest income on deposits at negative rates', 'income', 'credit'),
    ('5010', 'Interest expense on deposits', 'expense', 'debit')) AS line (code, name, class, side);
--> statement-breakpoint
-- Accounts that are open already are on their version since they were opened, as far as the bank knows.
INSERT INTO account_versions (account_id, from_day, version_id)
SELECT id, opened_on, product_version_id FROM accounts WHERE opened_on IS NOT NULL;
--> statement-breakpoint
CREATE TRIGGER account_versions_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON account_versions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER interest_accruals_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON interest_accruals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER interest_settlements_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON interest_settlements FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER interest_positions_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON interest_positions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- What was known on a closed day stays as it was.
CREATE FUNCTION guard_interest_day() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  day_column text := TG_ARGV[0];
  bad date;
BEGIN
  EXECUTE format('SELECT n.%I FROM new_rows n JOIN banking_days b ON b.day = n.%I WHERE b.status = ''closed'' LIMIT 1', day_column, day_column) INTO bad;
  IF bad IS NOT NULL THEN
    RAISE EXCEPTION 'day % is closed', bad USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_period';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER interest_accruals_guard AFTER INSERT ON interest_accruals REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION guard_interest_day('known_on');
--> statement-breakpoint
CREATE TRIGGER interest_settlements_guard AFTER INSERT ON interest_settlements REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION guard_interest_day('day');
--> statement-breakpoint
CREATE TRIGGER interest_positions_guard AFTER INSERT ON interest_positions REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION guard_interest_day('day');
--> statement-breakpoint
GRANT SELECT ON account_versions, interest_accruals, interest_settlements, interest_positions TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
GRANT INSERT ON account_versions, interest_accruals, interest_settlements, interest_positions TO bank_app, bank_jobs;
--> statement-breakpoint
-- Customers read what their own accounts earned and owe, and by which rates; everything else of it is the bank's.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['account_versions', 'interest_accruals', 'interest_settlements', 'interest_positions'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY everything ON %I TO bank_app, bank_jobs, bank_read USING (true) WITH CHECK (true)', t);
  END LOOP;
END $$;
--> statement-breakpoint
CREATE POLICY own_rows ON interest_accruals FOR SELECT TO bank_customer USING (account_id IN (SELECT own_accounts()));
--> statement-breakpoint
CREATE POLICY own_rows ON interest_settlements FOR SELECT TO bank_customer USING (account_id IN (SELECT own_accounts()));
--> statement-breakpoint
CREATE POLICY the_banks_own ON product_rate_tiers FOR SELECT TO bank_customer USING (true);
--> statement-breakpoint
GRANT SELECT ON interest_accruals, interest_settlements, product_rate_tiers TO bank_customer;
