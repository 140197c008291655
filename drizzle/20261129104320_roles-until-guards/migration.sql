-- Which roles people hold now: a role is gone with the banking day after its last one, whether or not the cut has taken
-- its row away (control 46). The open day is looked up only for a role that has a last day.
CREATE VIEW held_roles WITH (security_invoker = true) AS
  SELECT user_id, role, until_day FROM user_roles
  WHERE until_day IS NULL OR until_day >= (SELECT day FROM banking_days WHERE status = 'open');
--> statement-breakpoint
GRANT SELECT ON held_roles TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
GRANT UPDATE (until_day) ON user_roles TO bank_app, bank_jobs;
