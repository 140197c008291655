-- The chain of seals and the record of its checks: written by the bank's jobs alone, never changed.
CREATE TRIGGER seals_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON seals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER verify_runs_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON verify_runs FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- A block follows the one before it: its number, its hash, its place in the order and the count of rows.
CREATE FUNCTION guard_seals() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  before seals%ROWTYPE;
BEGIN
  SELECT * INTO before FROM seals ORDER BY number DESC LIMIT 1;
  IF NEW.number IS DISTINCT FROM coalesce(before.number, 0) + 1
    OR NEW.previous_hash IS DISTINCT FROM coalesce(before.hash, ''::bytea)
    OR NEW.total IS DISTINCT FROM coalesce(before.total, 0) + cardinality(NEW.ids)
    OR (before.number IS NOT NULL
      AND (NEW.first_epoch, NEW.first_xact, NEW.first_id, NEW.tables[1] COLLATE "C")
        <= (before.last_epoch, before.last_xact, before.last_id, before.tables[cardinality(before.tables)] COLLATE "C")) THEN
    RAISE EXCEPTION 'seal % does not follow the one before', NEW.number USING ERRCODE = 'check_violation', CONSTRAINT = 'seals_chain';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER seals_chain BEFORE INSERT ON seals FOR EACH ROW EXECUTE FUNCTION guard_seals();
--> statement-breakpoint
-- Leaf hashes do not compress: trying costs the sealer time for nothing.
ALTER TABLE seals ALTER COLUMN leaves SET STORAGE EXTERNAL;
--> statement-breakpoint
GRANT SELECT ON seals, verify_runs TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
GRANT INSERT ON seals, verify_runs TO bank_jobs;
