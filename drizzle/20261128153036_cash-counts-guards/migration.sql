INSERT INTO denominations (currency, value_minor, kind)
SELECT currency, value_minor, kind FROM (VALUES
  ('EUR', 'note', ARRAY[50000, 20000, 10000, 5000, 2000, 1000, 500]),
  ('EUR', 'coin', ARRAY[200, 100, 50, 20, 10, 5, 2, 1]),
  ('USD', 'note', ARRAY[10000, 5000, 2000, 1000, 500, 200, 100]),
  ('USD', 'coin', ARRAY[50, 25, 10, 5, 1]),
  ('GBP', 'note', ARRAY[5000, 2000, 1000, 500]),
  ('GBP', 'coin', ARRAY[200, 100, 50, 20, 10, 5, 2, 1]),
  ('CHF', 'note', ARRAY[100000, 20000, 10000, 5000, 2000, 1000]),
  ('CHF', 'coin', ARRAY[500, 200, 100, 50, 20, 10, 5])
) AS kinds (currency, kind, vals), unnest(vals) AS value_minor;
--> statement-breakpoint
-- Cash differences in the books of branches that are open already.
INSERT INTO ledger_accounts (id, code, name, kind, class, normal_side, currency, branch_id, is_control, guarded)
SELECT uuidv7(), line.code, line.name, 'gl', line.class, line.side, a.currency, a.branch_id, false, false
FROM (SELECT DISTINCT branch_id, currency FROM ledger_accounts WHERE kind = 'gl' AND code = '1020') a,
  (VALUES ('1310', 'Cash shortages to be cleared', 'asset', 'debit'), ('2310', 'Cash overages to be cleared', 'liability', 'credit'))
    AS line (code, name, class, side);
--> statement-breakpoint
-- Tills and vaults that hold cash already were never counted by note: until their first count the fewest notes are taken to lie there.
DO $$
DECLARE
  place record;
  piece record;
  rest bigint;
BEGIN
  FOR place IN SELECT c.cash_point_id, c.currency, b.balance FROM cash_accounts c JOIN account_balances b ON b.account_id = c.ledger_account_id WHERE b.balance > 0 LOOP
    rest := place.balance;
    FOR piece IN SELECT value_minor FROM denominations WHERE currency = place.currency ORDER BY value_minor DESC LOOP
      IF rest >= piece.value_minor THEN
        INSERT INTO cash_stock (cash_point_id, currency, value_minor, quantity)
          VALUES (place.cash_point_id, place.currency, piece.value_minor, rest / piece.value_minor);
        rest := rest % piece.value_minor;
      END IF;
    END LOOP;
  END LOOP;
END $$;
--> statement-breakpoint
CREATE TRIGGER denominations_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON denominations FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER cash_counts_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON cash_counts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER cash_count_totals_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON cash_count_totals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER cash_count_lines_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON cash_count_lines FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER cash_notes_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON cash_notes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER cash_differences_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON cash_differences FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- The notes of a count make its total, now and for good: a line added later would change the sum.
CREATE FUNCTION guard_count_total() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF (SELECT t.counted_minor FROM cash_count_totals t WHERE t.count_id = NEW.count_id AND t.currency = NEW.currency)
    IS DISTINCT FROM (SELECT coalesce(sum(l.value_minor * l.quantity), 0) FROM cash_count_lines l WHERE l.count_id = NEW.count_id AND l.currency = NEW.currency)
  THEN
    RAISE EXCEPTION 'the lines of count % do not make its total in %', NEW.count_id, NEW.currency USING ERRCODE = 'check_violation', CONSTRAINT = 'cash_count_totals_lines';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER cash_count_totals_lines AFTER INSERT ON cash_count_totals DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_count_total();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER cash_count_lines_sum AFTER INSERT ON cash_count_lines DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_count_total();
--> statement-breakpoint
-- What a till or vault holds by note follows the notes of every entry.
CREATE FUNCTION carry_cash_stock() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO cash_stock AS s (cash_point_id, currency, value_minor, quantity)
    SELECT cash_point_id, currency, value_minor, 0 FROM new_notes ON CONFLICT DO NOTHING;
  UPDATE cash_stock s SET quantity = s.quantity + n.quantity
    FROM (SELECT cash_point_id, currency, value_minor, sum(quantity)::int AS quantity FROM new_notes GROUP BY 1, 2, 3) n
    WHERE s.cash_point_id = n.cash_point_id AND s.currency = n.currency AND s.value_minor = n.value_minor;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER cash_notes_carried AFTER INSERT ON cash_notes REFERENCING NEW TABLE AS new_notes FOR EACH STATEMENT EXECUTE FUNCTION carry_cash_stock();
--> statement-breakpoint
-- A till is open only with its float counted, and closed only with a count of what it held.
CREATE FUNCTION guard_till_counted() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM cash_counts c WHERE c.till_session_id = NEW.id AND c.kind = TG_ARGV[0]) THEN
    RAISE EXCEPTION 'session % has no % count', NEW.id, TG_ARGV[0] USING ERRCODE = 'check_violation', CONSTRAINT = 'till_sessions_counted';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER till_sessions_opening_count AFTER INSERT ON till_sessions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_till_counted('opening');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER till_sessions_closing_count AFTER UPDATE OF status ON till_sessions DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.status = 'closed') EXECUTE FUNCTION guard_till_counted('closing');
--> statement-breakpoint
ALTER TABLE life_cycle_transitions DISABLE TRIGGER life_cycle_transitions_unchanged;
--> statement-breakpoint
DELETE FROM life_cycle_transitions WHERE entity = 'till_sessions' AND from_status = 'open' AND to_status = 'closed';
--> statement-breakpoint
ALTER TABLE life_cycle_transitions ENABLE TRIGGER life_cycle_transitions_unchanged;
--> statement-breakpoint
GRANT SELECT ON denominations, cash_counts, cash_count_totals, cash_count_lines, cash_notes, cash_stock, cash_differences TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
GRANT INSERT ON cash_counts, cash_count_totals, cash_count_lines, cash_notes, cash_stock, cash_differences TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (quantity) ON cash_stock TO bank_app, bank_jobs;
