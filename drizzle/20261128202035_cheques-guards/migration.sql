-- Cheques in clearing in the books of head office, where it is open already.
INSERT INTO ledger_accounts (id, code, name, kind, class, normal_side, currency, branch_id, is_control, guarded)
SELECT uuidv7(), '1130', 'Cheques in clearing', 'gl', 'asset', 'debit', a.currency, a.branch_id, false, false
FROM (SELECT DISTINCT branch_id, currency FROM ledger_accounts WHERE kind = 'gl' AND code = '1100') a;
--> statement-breakpoint
INSERT INTO life_cycle_transitions (entity, from_status, to_status) VALUES
  ('cheques', '', 'in_clearing'),
  ('cheques', 'in_clearing', 'cleared'),
  ('cheques', 'in_clearing', 'returned');
--> statement-breakpoint
CREATE TRIGGER cheques_begins BEFORE INSERT ON cheques FOR EACH ROW EXECUTE FUNCTION guard_life_cycle();
--> statement-breakpoint
CREATE TRIGGER cheques_life_cycle BEFORE UPDATE OF status ON cheques FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION guard_life_cycle();
--> statement-breakpoint
CREATE TRIGGER cheques_kept BEFORE DELETE OR TRUNCATE ON cheques FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
GRANT SELECT ON cheques TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
GRANT INSERT ON cheques TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (status, ended_entry_id, ended_reference, ended_by, return_reason, return_note) ON cheques TO bank_app, bank_jobs;
