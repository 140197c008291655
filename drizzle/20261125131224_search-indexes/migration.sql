CREATE INDEX "accounts_iban_end" ON "accounts" (reverse("iban") text_pattern_ops);--> statement-breakpoint
CREATE INDEX "customers_branch_name" ON "customers" ("branch_id","full_name" collate "und-x-icu","id");--> statement-breakpoint
CREATE INDEX "customers_birth_date" ON "customers" ("birth_date");--> statement-breakpoint
CREATE INDEX "customers_phone" ON "customers" ("phone");--> statement-breakpoint
CREATE INDEX "customers_email" ON "customers" (lower("email"));