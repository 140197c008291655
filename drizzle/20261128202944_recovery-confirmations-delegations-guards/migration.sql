-- A link that was used never opens again, whoever writes it (control 30).
CREATE FUNCTION guard_password_link() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF OLD.used_at IS NOT NULL THEN
    RAISE EXCEPTION 'link % is used already', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'password_links_once';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER password_links_once BEFORE UPDATE ON password_links FOR EACH ROW EXECUTE FUNCTION guard_password_link();
--> statement-breakpoint
GRANT SELECT, INSERT ON password_links TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (used_at) ON password_links TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (pays_from) ON users TO bank_app, bank_jobs;
--> statement-breakpoint
-- What was confirmed once is used once, whoever writes it (control 22).
CREATE FUNCTION guard_payment_confirmation() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF OLD.used_at IS NOT NULL OR (OLD.confirmed_at IS NOT NULL AND NEW.confirmed_at IS DISTINCT FROM OLD.confirmed_at) THEN
    RAISE EXCEPTION 'confirmation % counts once', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_confirmations_once';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER payment_confirmations_once BEFORE UPDATE ON payment_confirmations FOR EACH ROW EXECUTE FUNCTION guard_payment_confirmation();
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON payment_confirmations TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (confirmed_at, used_at) ON payment_confirmations TO bank_app, bank_jobs;
--> statement-breakpoint
-- Who was named stays named: a delegation can only be ended, once.
CREATE FUNCTION guard_delegation() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF OLD.ended_at IS NOT NULL THEN
    RAISE EXCEPTION 'delegation % is ended already', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'delegations_ended_once';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER delegations_ended_once BEFORE UPDATE ON delegations FOR EACH ROW EXECUTE FUNCTION guard_delegation();
--> statement-breakpoint
GRANT SELECT, INSERT ON delegations TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT SELECT ON delegations TO bank_read;
--> statement-breakpoint
GRANT UPDATE (ended_at) ON delegations TO bank_app, bank_jobs;
--> statement-breakpoint
-- A request that came back is sent again to whoever decides it now.
GRANT UPDATE (branch_id, customer_id, amount_minor, currency) ON approvals TO bank_app, bank_jobs;
