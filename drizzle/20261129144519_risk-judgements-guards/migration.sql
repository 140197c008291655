ALTER TABLE risk_judgements ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY everything ON risk_judgements TO bank_app, bank_jobs, bank_read USING (true) WITH CHECK (true);
--> statement-breakpoint
GRANT SELECT ON risk_judgements TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
GRANT INSERT, DELETE ON risk_judgements TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (ended_on) ON risk_judgements TO bank_app, bank_jobs;
--> statement-breakpoint
-- What was judged stands as it was judged; once it ended it does not come back.
CREATE FUNCTION guard_ended_judgement() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'the judgement % has ended', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'risk_judgements_final';
END $$;
--> statement-breakpoint
CREATE TRIGGER risk_judgements_final BEFORE UPDATE ON risk_judgements FOR EACH ROW WHEN (OLD.ended_on IS NOT NULL) EXECUTE FUNCTION guard_ended_judgement();
