-- Agreed cash is released to its teller, who completes it at an open till.
INSERT INTO life_cycle_transitions (entity, from_status, to_status) VALUES
  ('approvals', 'pending', 'released'),
  ('approvals', 'released', 'completed'),
  ('approvals', 'released', 'returned'),
  ('approvals', 'released', 'withdrawn'),
  ('approvals', 'released', 'expired');
--> statement-breakpoint
CREATE OR REPLACE FUNCTION guard_approval_step() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF NEW.step IN ('approved', 'released', 'rejected', 'returned') AND NOT NEW.refused_by_rule AND EXISTS (
    SELECT FROM approvals WHERE id = NEW.approval_id AND maker_id IS NOT DISTINCT FROM NEW.by_user_id
  ) THEN
    RAISE EXCEPTION 'the maker of % cannot decide it', NEW.approval_id USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_steps_second_person';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER approval_policies_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON approval_policies FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
GRANT SELECT ON approval_policies TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
GRANT INSERT ON approval_policies TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (reference) ON approvals TO bank_app, bank_jobs;
--> statement-breakpoint
CREATE TRIGGER staff_limits_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON staff_limits FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
GRANT SELECT ON staff_limits, limit_uses TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
GRANT INSERT ON staff_limits, limit_uses TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (used_minor) ON limit_uses TO bank_app, bank_jobs;
--> statement-breakpoint
-- A returned request is sent again as things stand then.
GRANT UPDATE (sealed, checker_role, due_at) ON approvals TO bank_app, bank_jobs;
