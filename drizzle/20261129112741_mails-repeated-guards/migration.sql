GRANT UPDATE (repeated_at) ON notice_mails TO bank_app, bank_jobs;
