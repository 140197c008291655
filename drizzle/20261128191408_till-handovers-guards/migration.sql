CREATE FUNCTION guard_till_handover() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF OLD.status <> 'open' THEN
    RAISE EXCEPTION 'handover % is over', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'till_handovers_over';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER till_handovers_over BEFORE UPDATE ON till_handovers FOR EACH ROW EXECUTE FUNCTION guard_till_handover();
--> statement-breakpoint
-- A till is closed by a count: at the end of the day, or as it changes hands.
CREATE OR REPLACE FUNCTION guard_till_counted() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM cash_counts c WHERE c.till_session_id = NEW.id
    AND (c.kind = TG_ARGV[0] OR (c.kind = 'handover' AND TG_ARGV[0] = 'closing' AND EXISTS (
      SELECT FROM till_handovers h WHERE h.count_id = c.id AND h.status = 'taken')))) THEN
    RAISE EXCEPTION 'session % has no % count', NEW.id, TG_ARGV[0] USING ERRCODE = 'check_violation', CONSTRAINT = 'till_sessions_counted';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
GRANT SELECT ON till_handovers TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
GRANT INSERT ON till_handovers TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (status, ended_by, ended_at) ON till_handovers TO bank_app, bank_jobs;
