import { formatDate } from "@/lib/core/dates";
import type { RiskAssessment } from "@/lib/customers/risk";
import { RiskMark } from "./risk-mark";

/** The least rating by the rules, each rule that fired, and when the bank would look again. */
export function RiskRules({ assessed: { rating, rules, reviewOn } }: { assessed: RiskAssessment }) {
  return (
    <>
      <p>
        By the rules <RiskMark rating={rating} />
        {rating === "high"
          ? ", so a senior manager consents and compliance decides after that"
          : rating === "prohibited"
            ? ", so the bank does not serve them"
            : `, next review ${formatDate(reviewOn)}`}
        .
      </p>
      {rules.length > 0 ? (
        <ul className="mt-1 list-disc ps-5">
          {rules.map(({ rule, sentence }) => (
            <li key={rule + sentence}>{sentence}</li>
          ))}
        </ul>
      ) : (
        <p className="text-ink-2">No rule fired.</p>
      )}
    </>
  );
}
