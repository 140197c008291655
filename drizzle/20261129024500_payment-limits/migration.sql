CREATE TABLE "payment_limits" (
	"currency" char(3) PRIMARY KEY,
	"per_day_minor" bigint,
	CONSTRAINT "payment_limits_per_day" CHECK ("per_day_minor" > 0)
);
--> statement-breakpoint
CREATE TABLE "payment_uses" (
	"customer_id" uuid,
	"currency" char(3),
	"day" date,
	"used_minor" numeric(38,0) NOT NULL,
	CONSTRAINT "payment_uses_pkey" PRIMARY KEY("customer_id","currency","day"),
	CONSTRAINT "payment_uses_sum" CHECK ("used_minor" >= 0)
);
--> statement-breakpoint
ALTER TABLE "payment_uses" ADD CONSTRAINT "payment_uses_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE;