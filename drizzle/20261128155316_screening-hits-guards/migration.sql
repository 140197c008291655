INSERT INTO life_cycle_transitions (entity, from_status, to_status) VALUES
  ('screening_hits', '', 'open'),
  ('screening_hits', 'open', 'cleared'),
  ('screening_hits', 'open', 'confirmed'),
  ('screening_hits', 'open', 'lapsed'),
  ('screening_hits', 'lapsed', 'open'),
  ('screening_hits', 'confirmed', 'cleared');
--> statement-breakpoint
CREATE TRIGGER screening_hits_begins BEFORE INSERT ON screening_hits FOR EACH ROW EXECUTE FUNCTION guard_life_cycle();
--> statement-breakpoint
CREATE TRIGGER screening_hits_life_cycle BEFORE UPDATE OF status ON screening_hits FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION guard_life_cycle();
--> statement-breakpoint
GRANT SELECT ON screening_hits, screening_runs TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
GRANT INSERT ON screening_hits, screening_runs TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (status, entry_id, decided_by, confirmed_by, decided_at, reason) ON screening_hits TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (last_customer_id, customers, hits, ended_at, overtaken) ON screening_runs TO bank_app, bank_jobs;
--> statement-breakpoint
-- With a deleted application goes what was found about it.
GRANT DELETE ON screening_hits TO bank_app, bank_jobs;
