CREATE TABLE "product_wishes" (
	"customer_id" uuid,
	"product_id" uuid,
	CONSTRAINT "product_wishes_pkey" PRIMARY KEY("customer_id","product_id")
);
--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "products_asked_at" timestamp(6) with time zone;--> statement-breakpoint
CREATE INDEX "product_wishes_product" ON "product_wishes" ("product_id");--> statement-breakpoint
ALTER TABLE "product_wishes" ADD CONSTRAINT "product_wishes_customer_id_customers_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "product_wishes" ADD CONSTRAINT "product_wishes_product_id_products_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id");