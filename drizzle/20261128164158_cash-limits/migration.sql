CREATE TABLE "cash_limits" (
	"cash_point_id" uuid,
	"currency" char(3),
	"soft_minor" bigint,
	"hard_minor" bigint,
	CONSTRAINT "cash_limits_pkey" PRIMARY KEY("cash_point_id","currency"),
	CONSTRAINT "cash_limits_positive" CHECK ("soft_minor" > 0 and "hard_minor" > 0),
	CONSTRAINT "cash_limits_order" CHECK ("soft_minor" <= "hard_minor")
);
--> statement-breakpoint
ALTER TABLE "cash_limits" ADD CONSTRAINT "cash_limits_cash_point_id_cash_points_id_fkey" FOREIGN KEY ("cash_point_id") REFERENCES "cash_points"("id");