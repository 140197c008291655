import { Mark } from "@/components/ui/status";
import type { RiskRating } from "@/lib/customers/schema";

/** A customer's risk rating; only what asks for more care is marked. */
export function RiskMark({ rating }: { rating: RiskRating }) {
  switch (rating) {
    case "low":
      return "Low";
    case "medium":
      return "Medium";
    case "high":
      return <Mark word="High" icon="alert" tone="held" />;
    case "prohibited":
      return <Mark word="Prohibited" icon="stop" tone="danger" />;
  }
}
