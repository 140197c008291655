-- What a day has fixed stays: when it was opened, from its cut on when it was cut, and once it is closed all of it. Answers as
-- of an instant go by these.
CREATE FUNCTION guard_banking_day() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF OLD.status = 'closed' OR NEW.day <> OLD.day OR NEW.opened_at <> OLD.opened_at
    OR (OLD.cut_at IS NOT NULL AND NEW.cut_at IS DISTINCT FROM OLD.cut_at) THEN
    RAISE EXCEPTION 'what the day % has fixed is not changed', OLD.day USING ERRCODE = 'check_violation', CONSTRAINT = 'banking_days_fixed';
  END IF;
  IF NEW.status = 'closed' AND EXISTS (
    SELECT FROM journal_entries e WHERE e.booking_date = NEW.day AND e.booked_at > NEW.closed_at
  ) THEN
    RAISE EXCEPTION '% is not closed before its last entry', NEW.day USING ERRCODE = 'check_violation', CONSTRAINT = 'banking_days_entries';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER banking_days_stay BEFORE UPDATE ON banking_days FOR EACH ROW EXECUTE FUNCTION guard_banking_day();
--> statement-breakpoint
CREATE TRIGGER banking_days_unchanged BEFORE DELETE OR TRUNCATE ON banking_days FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
