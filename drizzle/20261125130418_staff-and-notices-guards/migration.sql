-- Roles that one person cannot hold together: the database refuses the second of a pair, whoever grants it (control 43).
INSERT INTO role_conflicts (one, other) VALUES
  ('auditor', 'teller'),
  ('auditor', 'vault_custodian'),
  ('auditor', 'service_officer'),
  ('auditor', 'loan_officer'),
  ('auditor', 'credit_approver'),
  ('auditor', 'loan_operations'),
  ('auditor', 'branch_manager'),
  ('auditor', 'compliance_officer'),
  ('auditor', 'operations'),
  ('auditor', 'finance_officer'),
  ('administrator', 'auditor'),
  ('administrator', 'teller'),
  ('administrator', 'vault_custodian'),
  ('administrator', 'service_officer'),
  ('administrator', 'loan_officer'),
  ('administrator', 'credit_approver'),
  ('administrator', 'loan_operations'),
  ('administrator', 'branch_manager'),
  ('administrator', 'compliance_officer'),
  ('administrator', 'operations'),
  ('administrator', 'finance_officer'),
  ('compliance_officer', 'teller'),
  ('compliance_officer', 'vault_custodian'),
  ('compliance_officer', 'service_officer'),
  ('compliance_officer', 'loan_officer'),
  ('compliance_officer', 'credit_approver'),
  ('compliance_officer', 'loan_operations'),
  ('branch_manager', 'compliance_officer'),
  ('compliance_officer', 'operations'),
  ('compliance_officer', 'finance_officer'),
  ('teller', 'vault_custodian'),
  ('branch_manager', 'teller'),
  ('operations', 'teller'),
  ('loan_operations', 'teller'),
  ('finance_officer', 'teller'),
  ('credit_approver', 'teller'),
  ('credit_approver', 'loan_officer'),
  ('loan_officer', 'loan_operations'),
  ('finance_officer', 'operations');
--> statement-breakpoint
CREATE TRIGGER role_conflicts_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON role_conflicts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- After the row, so that roles granted by the same statement are seen; the person is locked, so that two grants at once are too.
CREATE FUNCTION guard_role_conflicts() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  held text;
BEGIN
  PERFORM FROM users WHERE id = NEW.user_id FOR UPDATE;
  SELECT r.role INTO held FROM user_roles r JOIN role_conflicts c
    ON (c.one, c.other) IN ((least(r.role, NEW.role), greatest(r.role, NEW.role)))
    WHERE r.user_id = NEW.user_id LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION '% cannot be held together with %', NEW.role, held USING ERRCODE = 'check_violation', CONSTRAINT = 'user_roles_conflict';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER user_roles_conflict AFTER INSERT OR UPDATE ON user_roles FOR EACH ROW EXECUTE FUNCTION guard_role_conflicts();
--> statement-breakpoint
-- What somebody was told does not change; it goes only with the person.
CREATE TRIGGER notices_unchanged BEFORE UPDATE OR TRUNCATE ON notices FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION guard_mail_sent() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF OLD.status <> 'waiting' THEN
    RAISE EXCEPTION 'mail % is % already', OLD.notice_id, OLD.status USING ERRCODE = 'check_violation', CONSTRAINT = 'notice_mails_sent_once';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER notice_mails_sent_once BEFORE UPDATE ON notice_mails FOR EACH ROW EXECUTE FUNCTION guard_mail_sent();
--> statement-breakpoint
GRANT SELECT ON role_conflicts, staff_enrolment_codes, notices, notice_mails TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
REVOKE INSERT, UPDATE, DELETE ON role_conflicts FROM bank_app, bank_jobs;
--> statement-breakpoint
GRANT INSERT ON staff_enrolment_codes, notices, notice_mails TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (used_at, withdrawn_at) ON staff_enrolment_codes TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (status, attempts, next_try_at, sent_at, failure) ON notice_mails TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (name) ON bank_settings, branches TO bank_app, bank_jobs;
