-- No cash moves without its notes: those of an entry are worth what its legs move, at every till and vault.
CREATE FUNCTION guard_cash_notes() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public
  SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off AS $$
DECLARE
  bad record;
BEGIN
  SELECT c.cash_point_id, c.currency INTO bad
    FROM postings p JOIN cash_accounts c ON c.ledger_account_id = p.account_id
    WHERE p.entry_id = NEW.id
    GROUP BY c.cash_point_id, c.currency
    HAVING sum(p.amount_minor) <> (
      SELECT coalesce(sum(n.value_minor * n.quantity), 0) FROM cash_notes n
      WHERE n.entry_id = NEW.id AND n.cash_point_id = c.cash_point_id AND n.currency = c.currency)
    LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'entry % moves other cash than its notes at %', NEW.id, bad.cash_point_id USING ERRCODE = 'check_violation', CONSTRAINT = 'cash_notes_amount';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER journal_entries_notes AFTER INSERT ON journal_entries DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.kind IN ('cash_deposit', 'cash_withdrawal', 'vault_to_till', 'till_to_vault', 'settlement_to_vault', 'vault_to_settlement', 'correction'))
  EXECUTE FUNCTION guard_cash_notes();
--> statement-breakpoint
-- Notes belong to the transaction that books their entry: none is added later.
CREATE FUNCTION guard_notes_of_entry() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public
  SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off AS $$
BEGIN
  IF EXISTS (SELECT FROM (SELECT DISTINCT entry_id FROM new_notes) n
    WHERE (SELECT e.xact = pg_current_xact_id() FROM journal_entries e WHERE e.id = n.entry_id) IS NOT TRUE) THEN
    RAISE EXCEPTION 'an entry takes no further notes' USING ERRCODE = 'check_violation', CONSTRAINT = 'cash_notes_own_entry';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER cash_notes_own_entry AFTER INSERT ON cash_notes REFERENCING NEW TABLE AS new_notes FOR EACH STATEMENT EXECUTE FUNCTION guard_notes_of_entry();
