CREATE TRIGGER cash_offer_notes_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON cash_offer_notes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION guard_cash_offer() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF OLD.status <> 'open' THEN
    RAISE EXCEPTION 'offer % is over', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'cash_offers_over';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER cash_offers_over BEFORE UPDATE ON cash_offers FOR EACH ROW EXECUTE FUNCTION guard_cash_offer();
--> statement-breakpoint
-- Between till and vault, and between tills, a person of the bank moves cash only by what another handed over.
CREATE FUNCTION guard_two_people() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF NEW.offer_id IS NULL AND EXISTS (SELECT FROM journal_entries e WHERE e.id = NEW.id AND e.actor_kind = 'staff') THEN
    RAISE EXCEPTION 'move % has one person only', NEW.reference USING ERRCODE = 'check_violation', CONSTRAINT = 'cash_moves_two_people';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER cash_moves_two_people BEFORE INSERT ON cash_moves FOR EACH ROW
  WHEN (NEW.kind IN ('vault_to_till', 'till_to_vault', 'till_to_till')) EXECUTE FUNCTION guard_two_people();
--> statement-breakpoint
DROP TRIGGER journal_entries_notes ON journal_entries;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER journal_entries_notes AFTER INSERT ON journal_entries DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.kind IN ('cash_deposit', 'cash_withdrawal', 'vault_to_till', 'till_to_vault', 'till_to_till', 'settlement_to_vault', 'vault_to_settlement', 'correction'))
  EXECUTE FUNCTION guard_cash_notes();
--> statement-breakpoint
GRANT SELECT ON cash_offers, cash_offer_notes TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
GRANT INSERT ON cash_offers, cash_offer_notes TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (status, ended_by, ended_at) ON cash_offers TO bank_app, bank_jobs;
