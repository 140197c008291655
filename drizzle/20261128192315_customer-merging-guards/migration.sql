GRANT UPDATE (merged_into) ON customers TO bank_app, bank_jobs;
--> statement-breakpoint
GRANT UPDATE (replaced_at, customer_id) ON identity_documents TO bank_app, bank_jobs;
--> statement-breakpoint
-- Two records of one person become one: what hung on the other hangs on the one that stays.
GRANT UPDATE (customer_id) ON account_parties, loans, beneficiaries, users, staff_relations TO bank_app, bank_jobs;
--> statement-breakpoint
-- A picture is encrypted anew under the other key, under a new id.
GRANT DELETE ON document_scans TO bank_app, bank_jobs;
