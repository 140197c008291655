-- Who has a second factor of any kind, asked with every page.
CREATE VIEW second_factors WITH (security_invoker = true) AS
  SELECT user_id FROM totp_factors WHERE removed_at IS NULL
  UNION ALL
  SELECT user_id FROM passkeys WHERE removed_at IS NULL;
--> statement-breakpoint
GRANT SELECT ON second_factors TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT SELECT, INSERT ON passkeys TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (counter, last_used_at, removed_at) ON passkeys TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON passkey_challenges TO bank_app, bank_jobs;
