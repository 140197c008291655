CREATE TABLE "customer_words" (
	"customer_id" uuid,
	"branch_id" uuid NOT NULL,
	"word" text,
	CONSTRAINT "customer_words_pkey" PRIMARY KEY("customer_id","word")
);
--> statement-breakpoint
CREATE TABLE "search_words" (
	"word" text PRIMARY KEY
);
--> statement-breakpoint
CREATE INDEX "customer_words_word" ON "customer_words" ("word" collate "C","branch_id","customer_id");--> statement-breakpoint
CREATE INDEX "search_words_alike" ON "search_words" USING gin ("word" gin_trgm_ops);--> statement-breakpoint
ALTER TABLE "customer_words" ADD CONSTRAINT "customer_words_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "customer_words" ADD CONSTRAINT "customer_words_branch_id_branches_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branches"("id");