CREATE TRIGGER exchange_rates_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON exchange_rates FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER exchanges_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON exchanges FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- A rate counts from the day on which it was set, or from a later one: the past is never priced anew.
CREATE FUNCTION guard_exchange_rate() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF NEW.valid_from < (SELECT day FROM banking_days WHERE status = 'open') THEN
    RAISE EXCEPTION 'a rate from % would price the past', NEW.valid_from USING ERRCODE = 'check_violation', CONSTRAINT = 'exchange_rates_day';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER exchange_rates_day BEFORE INSERT ON exchange_rates FOR EACH ROW EXECUTE FUNCTION guard_exchange_rate();
--> statement-breakpoint
-- An exchange is said by the transaction that books it.
CREATE FUNCTION guard_exchange() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF (SELECT e.xact = pg_current_xact_id() FROM journal_entries e WHERE e.id = NEW.id) IS NOT TRUE THEN
    RAISE EXCEPTION 'entry % is not of this transaction', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'exchanges_entry';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER exchanges_entry BEFORE INSERT ON exchanges FOR EACH ROW EXECUTE FUNCTION guard_exchange();
--> statement-breakpoint
-- Positions, their counter-values and what exchanges earn, in the books of a bank that is open already.
INSERT INTO ledger_accounts (id, code, name, kind, class, normal_side, currency, branch_id, is_control, guarded)
SELECT uuidv7(), '2910', 'Currency position', 'gl', 'liability', 'credit', a.currency, a.branch_id, false, false
FROM ledger_accounts a, bank_settings s WHERE a.kind = 'gl' AND a.code = '3010' AND a.currency <> s.base_currency;
--> statement-breakpoint
INSERT INTO ledger_accounts (id, code, name, kind, class, normal_side, currency, branch_id, is_control, guarded)
SELECT uuidv7(), '1910-' || a.currency, 'Counter-value of ' || a.currency, 'gl', 'asset', 'debit', s.base_currency, a.branch_id, false, false
FROM ledger_accounts a, bank_settings s WHERE a.kind = 'gl' AND a.code = '3010' AND a.currency <> s.base_currency;
--> statement-breakpoint
INSERT INTO ledger_accounts (id, code, name, kind, class, normal_side, currency, branch_id, is_control, guarded)
SELECT uuidv7(), '4210', 'Income from exchanging currencies', 'gl', 'income', 'credit', s.base_currency, a.branch_id, false, false
FROM ledger_accounts a, bank_settings s WHERE a.kind = 'gl' AND a.code = '1020' AND a.currency = s.base_currency;
--> statement-breakpoint
INSERT INTO ledger_accounts (id, code, name, kind, class, normal_side, currency, branch_id, is_control, guarded)
SELECT uuidv7(), line.code, line.name, 'gl', line.class, line.side, s.base_currency, a.branch_id, false, false
FROM ledger_accounts a, bank_settings s,
  (VALUES ('4220', 'Gains on currency positions', 'income', 'credit'), ('5220', 'Losses on currency positions', 'expense', 'debit'))
    AS line (code, name, class, side)
WHERE a.kind = 'gl' AND a.code = '3010' AND a.currency = s.base_currency;
--> statement-breakpoint
GRANT SELECT ON exchange_rates, exchanges TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
GRANT INSERT ON exchange_rates, exchanges TO bank_app, bank_jobs;
--> statement-breakpoint
-- Exchanged notes move in both currencies what their legs move, as all cash does.
CREATE CONSTRAINT TRIGGER journal_entries_exchanged_notes AFTER INSERT ON journal_entries DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.kind IN ('note_purchase', 'note_sale')) EXECUTE FUNCTION guard_cash_notes();
