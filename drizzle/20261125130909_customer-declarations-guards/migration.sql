GRANT UPDATE (next_review_on) ON customers TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT SELECT, INSERT ON customer_declarations TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (tax_country, tax_number_cipher, purpose, source_of_funds, expected_monthly, politically_exposed, exposure, consent_version, declared_at) ON customer_declarations TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT DELETE ON customer_declarations TO bank_app, bank_jobs;
