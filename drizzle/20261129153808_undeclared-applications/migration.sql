-- Applications of before declarations were demanded that wait for compliance: it could only reject them. The branch
-- manager has them again, who returns them for what is missing.
ALTER TABLE customers DISABLE TRIGGER customers_life_cycle;
--> statement-breakpoint
UPDATE customers c SET status = 'pending_review', decided_by = NULL, decided_at = NULL, decision_reason = NULL, updated_at = now()
WHERE c.status = 'compliance_review' AND NOT EXISTS (SELECT FROM customer_declarations d WHERE d.customer_id = c.id);
--> statement-breakpoint
ALTER TABLE customers ENABLE TRIGGER customers_life_cycle;
