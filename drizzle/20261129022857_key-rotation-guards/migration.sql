-- Only the job that rotates keys rewrites what a key has closed, and it runs as bank_jobs.
GRANT UPDATE (wrapped_key) ON customer_keys TO bank_jobs;
--> statement-breakpoint
GRANT UPDATE (secret_cipher) ON totp_factors TO bank_jobs;
