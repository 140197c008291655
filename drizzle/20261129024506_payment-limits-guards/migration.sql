GRANT SELECT ON payment_limits, payment_uses TO bank_app, bank_jobs, bank_read;
--> statement-breakpoint
GRANT INSERT ON payment_limits, payment_uses TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (per_day_minor) ON payment_limits TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (used_minor) ON payment_uses TO bank_app, bank_jobs;
--> statement-breakpoint
ALTER TABLE payment_limits ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE payment_uses ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY everything ON payment_limits TO bank_app, bank_jobs, bank_read USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY everything ON payment_uses TO bank_app, bank_jobs, bank_read USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY the_banks_own ON payment_limits FOR SELECT TO bank_customer USING (true);
--> statement-breakpoint
CREATE POLICY own_rows ON payment_uses FOR SELECT TO bank_customer USING (customer_id = acting_customer());
--> statement-breakpoint
GRANT SELECT ON payment_limits, payment_uses TO bank_customer;
