CREATE TABLE "sealed_movements" (
	"account_id" uuid,
	"booking_date" date,
	"number" bigint,
	"entries" uuid[] NOT NULL,
	"moved" numeric(38,0) NOT NULL,
	CONSTRAINT "sealed_movements_pkey" PRIMARY KEY("account_id","booking_date","number")
);
--> statement-breakpoint
ALTER TABLE "sealed_movements" ADD CONSTRAINT "sealed_movements_account_id_ledger_accounts_id_fkey" FOREIGN KEY ("account_id") REFERENCES "ledger_accounts"("id");--> statement-breakpoint
ALTER TABLE "sealed_movements" ADD CONSTRAINT "sealed_movements_booking_date_banking_days_day_fkey" FOREIGN KEY ("booking_date") REFERENCES "banking_days"("day");