-- A control account has daily figures of its own from now on: the days that are closed get theirs from its members'.
ALTER TABLE daily_balances DISABLE TRIGGER daily_balances_guard;
--> statement-breakpoint
INSERT INTO daily_balances (account_id, day, debits, credits, closing)
SELECT a.control_account_id, d.day, sum(d.debits), sum(d.credits),
  sum(sum(d.debits) - sum(d.credits)) OVER (PARTITION BY a.control_account_id ORDER BY d.day)
FROM daily_balances d JOIN ledger_accounts a ON a.id = d.account_id
WHERE a.control_account_id IS NOT NULL GROUP BY a.control_account_id, d.day;
--> statement-breakpoint
ALTER TABLE daily_balances ENABLE TRIGGER daily_balances_guard;
