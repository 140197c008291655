-- The last line of defence: what the application promises, refused by the database when the application is wrong.

CREATE SEQUENCE customer_numbers START 100000;
--> statement-breakpoint
CREATE SEQUENCE account_numbers START 1000000;
--> statement-breakpoint
CREATE SEQUENCE loan_numbers START 1000;
--> statement-breakpoint
CREATE TABLE life_cycle_transitions (
  entity text NOT NULL,
  from_status text NOT NULL,
  to_status text NOT NULL,
  PRIMARY KEY (entity, from_status, to_status)
);
--> statement-breakpoint
INSERT INTO life_cycle_transitions (entity, from_status, to_status) VALUES
  ('customers', '', 'draft'),
  ('customers', 'draft', 'pending_review'),
  ('customers', 'draft', 'withdrawn'),
  ('customers', 'pending_review', 'active'),
  ('customers', 'pending_review', 'returned'),
  ('customers', 'pending_review', 'compliance_review'),
  ('customers', 'pending_review', 'rejected'),
  ('customers', 'returned', 'pending_review'),
  ('customers', 'returned', 'withdrawn'),
  ('customers', 'compliance_review', 'active'),
  ('customers', 'compliance_review', 'rejected'),
  ('customers', 'active', 'closed'),
  ('customers', 'rejected', 'draft'),
  ('customers', 'closed', 'draft'),
  ('accounts', '', 'pending'),
  ('accounts', '', 'active'),
  ('accounts', 'pending', 'active'),
  ('accounts', 'pending', 'rejected'),
  ('accounts', 'pending', 'withdrawn'),
  ('accounts', 'active', 'closed'),
  ('loans', '', 'draft'),
  ('loans', '', 'submitted'),
  ('loans', 'draft', 'submitted'),
  ('loans', 'draft', 'withdrawn'),
  ('loans', 'submitted', 'approved'),
  ('loans', 'submitted', 'returned'),
  ('loans', 'submitted', 'rejected'),
  ('loans', 'submitted', 'withdrawn'),
  ('loans', 'returned', 'submitted'),
  ('loans', 'returned', 'withdrawn'),
  ('loans', 'approved', 'offered'),
  ('loans', 'approved', 'cancelled'),
  ('loans', 'offered', 'accepted'),
  ('loans', 'offered', 'cancelled'),
  ('loans', 'accepted', 'active'),
  ('loans', 'accepted', 'cancelled'),
  ('loans', 'active', 'closed'),
  ('loans', 'active', 'overpaid'),
  ('loans', 'active', 'called'),
  ('loans', 'overpaid', 'closed'),
  ('loans', 'overpaid', 'active'),
  ('loans', 'called', 'closed'),
  ('loans', 'called', 'written_off'),
  ('loans', 'called', 'active'),
  ('loans', 'written_off', 'closed'),
  ('loans', 'closed', 'active'),
  ('till_sessions', '', 'open'),
  ('till_sessions', 'open', 'suspended'),
  ('till_sessions', 'open', 'counting'),
  ('till_sessions', 'open', 'closed'),
  ('till_sessions', 'suspended', 'open'),
  ('till_sessions', 'counting', 'open'),
  ('till_sessions', 'counting', 'closed'),
  ('banking_days', '', 'open'),
  ('banking_days', 'open', 'closing'),
  ('banking_days', 'closing', 'closed');
--> statement-breakpoint
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER ledger_accounts_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_accounts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER journal_entries_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER postings_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON postings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER daily_balances_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON daily_balances FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER value_movements_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON value_movements FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_events_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_details_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_details FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER life_cycle_transitions_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON life_cycle_transitions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION guard_life_cycle() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  before text := CASE TG_OP WHEN 'INSERT' THEN '' ELSE OLD.status END;
BEGIN
  IF NOT EXISTS (
    SELECT FROM life_cycle_transitions WHERE entity = TG_TABLE_NAME AND from_status = before AND to_status = NEW.status
  ) THEN
    RAISE EXCEPTION '%: % cannot become %', TG_TABLE_NAME, before, NEW.status USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_life_cycle';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER customers_begins BEFORE INSERT ON customers FOR EACH ROW EXECUTE FUNCTION guard_life_cycle();
--> statement-breakpoint
CREATE TRIGGER customers_life_cycle BEFORE UPDATE OF status ON customers FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION guard_life_cycle();
--> statement-breakpoint
CREATE TRIGGER accounts_begins BEFORE INSERT ON accounts FOR EACH ROW EXECUTE FUNCTION guard_life_cycle();
--> statement-breakpoint
CREATE TRIGGER accounts_life_cycle BEFORE UPDATE OF status ON accounts FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION guard_life_cycle();
--> statement-breakpoint
CREATE TRIGGER loans_begins BEFORE INSERT ON loans FOR EACH ROW EXECUTE FUNCTION guard_life_cycle();
--> statement-breakpoint
CREATE TRIGGER loans_life_cycle BEFORE UPDATE OF status ON loans FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION guard_life_cycle();
--> statement-breakpoint
CREATE TRIGGER till_sessions_begins BEFORE INSERT ON till_sessions FOR EACH ROW EXECUTE FUNCTION guard_life_cycle();
--> statement-breakpoint
CREATE TRIGGER till_sessions_life_cycle BEFORE UPDATE OF status ON till_sessions FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION guard_life_cycle();
--> statement-breakpoint
CREATE TRIGGER banking_days_begins BEFORE INSERT ON banking_days FOR EACH ROW EXECUTE FUNCTION guard_life_cycle();
--> statement-breakpoint
CREATE TRIGGER banking_days_life_cycle BEFORE UPDATE OF status ON banking_days FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION guard_life_cycle();
--> statement-breakpoint
-- Every entry balances per currency and branch, its legs come from the transaction that made it, and their dates agree.
-- Its rows are few and their entries many: a plan made while the tables were empty would read them whole.
CREATE FUNCTION guard_postings() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public
  SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off AS $$
DECLARE
  bad record;
BEGIN
  SELECT entry_id, currency, branch_id, sum(amount_minor) AS difference INTO bad
    FROM new_postings GROUP BY entry_id, currency, branch_id HAVING sum(amount_minor) <> 0 LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'entry % does not balance: % % in branch %', bad.entry_id, bad.difference, bad.currency, bad.branch_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'postings_balance';
  END IF;

  -- A scalar subquery per entry: a join could be planned from the other side, through every entry of the books.
  SELECT p.entry_id INTO bad FROM (SELECT DISTINCT entry_id, booking_date FROM new_postings) p
    WHERE (SELECT e.xact = pg_current_xact_id() AND e.booking_date = p.booking_date FROM journal_entries e WHERE e.id = p.entry_id) IS NOT TRUE
    LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'entry % takes no further legs, or their dates differ', bad.entry_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'postings_own_entry';
  END IF;

  SELECT p.entry_id, p.account_id INTO bad FROM new_postings p
    WHERE (SELECT NOT a.is_control AND a.guarded = (p.seq IS NOT NULL) FROM ledger_accounts a WHERE a.id = p.account_id) IS NOT TRUE
    LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'entry % posts to % in a way this account does not take', bad.entry_id, bad.account_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'postings_account_kind';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER postings_guard AFTER INSERT ON postings REFERENCING NEW TABLE AS new_postings
  FOR EACH STATEMENT EXECUTE FUNCTION guard_postings();
--> statement-breakpoint
-- An entry has legs, belongs to the transaction that writes it, and falls on a day that is not closed.
-- Its rows are few and their entries many: a plan made while the tables were empty would read them whole.
CREATE FUNCTION guard_entries() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public
  SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off AS $$
DECLARE
  bad record;
BEGIN
  SELECT e.id INTO bad FROM new_entries e
    WHERE e.xact <> pg_current_xact_id() OR NOT EXISTS (SELECT FROM postings p WHERE p.entry_id = e.id) LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'entry % has no legs of its own transaction', bad.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_entries_legs';
  END IF;

  SELECT d.booking_date INTO bad FROM (SELECT DISTINCT booking_date FROM new_entries) d
    WHERE NOT EXISTS (SELECT FROM banking_days b WHERE b.day = d.booking_date AND b.status <> 'closed') LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION '% is closed', bad.booking_date USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_entries_period';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER journal_entries_guard AFTER INSERT ON journal_entries REFERENCING NEW TABLE AS new_entries
  FOR EACH STATEMENT EXECUTE FUNCTION guard_entries();
--> statement-breakpoint
-- Daily figures are written while their day is closing, and never again.
CREATE FUNCTION guard_daily_figures() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  day_column text := TG_ARGV[0];
  bad date;
BEGIN
  EXECUTE format('SELECT n.%I FROM new_rows n LEFT JOIN banking_days b ON b.day = n.%I WHERE b.status IS DISTINCT FROM ''closing'' LIMIT 1', day_column, day_column) INTO bad;
  IF bad IS NOT NULL THEN
    RAISE EXCEPTION 'figures of % are not being closed', bad USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_period';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER daily_balances_guard AFTER INSERT ON daily_balances REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION guard_daily_figures('day');
--> statement-breakpoint
CREATE TRIGGER value_movements_guard AFTER INSERT ON value_movements REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION guard_daily_figures('booking_day');
--> statement-breakpoint
ALTER TABLE account_balances SET (fillfactor = 70);
--> statement-breakpoint
ALTER TABLE idempotency_keys SET (fillfactor = 80);
--> statement-breakpoint
-- The application owns nothing: it reads, inserts, and changes only the columns that may change.
GRANT SELECT ON ALL TABLES IN SCHEMA public TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
GRANT INSERT ON ALL TABLES IN SCHEMA public TO bank_app, bank_jobs;
--> statement-breakpoint
REVOKE INSERT ON life_cycle_transitions FROM bank_app, bank_jobs;
--> statement-breakpoint
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (status, cut_at, closed_at) ON banking_days TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (status, items, detail, started_at, ended_at) ON day_steps TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (sign_in_name, display_name, branch_id, password_hash, disabled_at, sessions_valid_after, last_sign_in_at, theme) ON users TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (activated_at, touched_at, expires_at, revoked_at) ON sessions TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (used_at, withdrawn_at) ON enrolment_codes TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (outcome) ON idempotency_keys TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (status, branch_id, full_name, birth_date, nationality, phone, email, risk_rating, search_text, submitted_by, submitted_at, decided_by, decided_at, decision_reason, updated_at) ON customers TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (street, postcode, city, country) ON customer_addresses TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (kind, issuing_country, number_cipher, number_hmac, number_last4, issued_on, expires_on) ON identity_documents TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (balance, held, floor, unarranged, seq, last_booked_at) ON account_balances TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (status, product_version_id, branch_id, signing_rule, opened_on, closed_on, close_reason) ON accounts TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (lifted_by, lifted_at) ON account_blocks TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (status, closed_at, last_no) ON till_sessions TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (name, nickname, removed_at) ON beneficiaries TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (status, amount_minor, term_months, annual_rate, day_count, purpose, settlement_account_id, principal_account_id, interest_booked_minor, interest_booked_to, interest_paid_minor, submitted_at, decided_by, decided_at, decision_reason, offered_on, offer_valid_until, accepted_on, disbursed_by, disbursed_on, closed_on, close_reason) ON loans TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (principal_paid_minor, interest_paid_minor, paid_on) ON loan_instalments TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT DELETE ON user_roles, customer_addresses, identity_documents, customer_keys TO bank_app, bank_jobs;
