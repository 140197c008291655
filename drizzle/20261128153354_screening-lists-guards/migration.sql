-- What was published stays as it was loaded.
CREATE TRIGGER screening_entries_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON screening_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION guard_screening_list() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF TG_OP <> 'UPDATE' OR OLD.replaced_at IS NOT NULL OR NEW.replaced_at IS NULL
    OR (to_jsonb(NEW) - 'replaced_at') <> (to_jsonb(OLD) - 'replaced_at') THEN
    RAISE EXCEPTION 'a version of a list is kept as it was loaded' USING ERRCODE = 'check_violation', CONSTRAINT = 'screening_lists_kept';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER screening_lists_kept BEFORE UPDATE OR DELETE ON screening_lists FOR EACH ROW EXECUTE FUNCTION guard_screening_list();
--> statement-breakpoint
GRANT SELECT ON screening_lists, screening_entries TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
GRANT INSERT ON screening_lists, screening_entries TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (replaced_at) ON screening_lists TO bank_app, bank_jobs;
