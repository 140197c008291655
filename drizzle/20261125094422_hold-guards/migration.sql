-- Holds and how they ended are never changed; a hold ends once, for no more than it held.
CREATE TRIGGER holds_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON holds FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER hold_resolutions_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON hold_resolutions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER overdraft_facilities_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON overdraft_facilities FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION guard_hold_resolution() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  hold holds%ROWTYPE;
BEGIN
  SELECT * INTO hold FROM holds WHERE id = NEW.hold_id;
  IF NEW.captured_minor > hold.amount_minor THEN
    RAISE EXCEPTION 'hold % is for % and cannot be captured for %', hold.reference, hold.amount_minor, NEW.captured_minor
      USING ERRCODE = 'check_violation', CONSTRAINT = 'hold_resolutions_amount';
  END IF;
  IF NEW.rest = 'expired' AND (hold.expires_at IS NULL OR hold.expires_at > bank_now()) THEN
    RAISE EXCEPTION 'hold % has not run out', hold.reference
      USING ERRCODE = 'check_violation', CONSTRAINT = 'hold_resolutions_expiry';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER hold_resolutions_guard BEFORE INSERT ON hold_resolutions FOR EACH ROW EXECUTE FUNCTION guard_hold_resolution();
--> statement-breakpoint
GRANT SELECT ON holds, hold_resolutions, overdraft_facilities TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
GRANT INSERT ON holds, hold_resolutions, overdraft_facilities TO bank_app, bank_jobs;
