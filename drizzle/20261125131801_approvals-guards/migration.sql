INSERT INTO life_cycle_transitions (entity, from_status, to_status) VALUES
  ('approvals', '', 'pending'),
  ('approvals', 'pending', 'approved'),
  ('approvals', 'pending', 'returned'),
  ('approvals', 'pending', 'rejected'),
  ('approvals', 'pending', 'withdrawn'),
  ('approvals', 'pending', 'expired'),
  ('approvals', 'returned', 'pending'),
  ('approvals', 'returned', 'withdrawn'),
  ('approvals', 'returned', 'expired');
--> statement-breakpoint
CREATE TRIGGER approvals_begins BEFORE INSERT ON approvals FOR EACH ROW EXECUTE FUNCTION guard_life_cycle();
--> statement-breakpoint
CREATE TRIGGER approvals_life_cycle BEFORE UPDATE OF status ON approvals FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION guard_life_cycle();
--> statement-breakpoint
CREATE TRIGGER approval_steps_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON approval_steps FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION refuse_deletion_of_approvals() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  RAISE EXCEPTION 'a request is kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'approvals_kept';
END $$;
--> statement-breakpoint
CREATE TRIGGER approvals_kept BEFORE DELETE OR TRUNCATE ON approvals FOR EACH STATEMENT EXECUTE FUNCTION refuse_deletion_of_approvals();
--> statement-breakpoint
-- Who asked never decides, and who decides is staff, whatever the application says (control 42).
CREATE FUNCTION guard_approval_step() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF NEW.step IN ('approved', 'rejected', 'returned') AND NOT NEW.refused_by_rule AND EXISTS (
    SELECT FROM approvals WHERE id = NEW.approval_id AND maker_id IS NOT DISTINCT FROM NEW.by_user_id
  ) THEN
    RAISE EXCEPTION 'the maker of % cannot decide it', NEW.approval_id USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_steps_second_person';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER approval_steps_second_person BEFORE INSERT ON approval_steps FOR EACH ROW EXECUTE FUNCTION guard_approval_step();
--> statement-breakpoint
GRANT SELECT ON approvals, approval_steps TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
GRANT INSERT ON approvals, approval_steps TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (status, version, checker_id, ended_at) ON approvals TO bank_app, bank_jobs;
