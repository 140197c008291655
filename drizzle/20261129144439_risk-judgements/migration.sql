CREATE TABLE "risk_judgements" (
	"id" uuid PRIMARY KEY,
	"customer_id" uuid NOT NULL,
	"rating" text NOT NULL,
	"rating_before" text NOT NULL,
	"rules" text[] NOT NULL,
	"reason" text NOT NULL,
	"until_day" date NOT NULL,
	"judged_by" uuid NOT NULL,
	"agreed_by" uuid NOT NULL,
	"judged_at" timestamp(6) with time zone DEFAULT bank_now() NOT NULL,
	"ended_on" date,
	CONSTRAINT "risk_judgements_rating" CHECK ("rating" in ('low', 'medium', 'high')),
	CONSTRAINT "risk_judgements_before" CHECK ("rating_before" in ('low', 'medium', 'high')),
	CONSTRAINT "risk_judgements_reason" CHECK (length("reason") between 1 and 300),
	CONSTRAINT "risk_judgements_two" CHECK ("judged_by" <> "agreed_by")
);
--> statement-breakpoint
CREATE INDEX "risk_judgements_customer" ON "risk_judgements" ("customer_id","id");--> statement-breakpoint
CREATE INDEX "risk_judgements_judged_by" ON "risk_judgements" ("judged_by");--> statement-breakpoint
CREATE INDEX "risk_judgements_agreed_by" ON "risk_judgements" ("agreed_by");--> statement-breakpoint
CREATE INDEX "risk_judgements_until" ON "risk_judgements" ("until_day") WHERE ended_on is null;--> statement-breakpoint
CREATE UNIQUE INDEX "risk_judgements_one" ON "risk_judgements" ("customer_id") WHERE ended_on is null;--> statement-breakpoint
ALTER TABLE "risk_judgements" ADD CONSTRAINT "risk_judgements_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "risk_judgements" ADD CONSTRAINT "risk_judgements_judged_by_users_id_fkey" FOREIGN KEY ("judged_by") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "risk_judgements" ADD CONSTRAINT "risk_judgements_agreed_by_users_id_fkey" FOREIGN KEY ("agreed_by") REFERENCES "users"("id");