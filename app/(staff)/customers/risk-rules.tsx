import { formatDate } from "@/lib/core/dates";
import type { RiskAssessment } from "@/lib/customers/risk";
import { RiskMark } from "./risk-mark";

type Props = {
  assessed: RiskAssessment;
  /** A customer already: what follows from the rating was done when they were taken on, or stands beside it. */
  serving?: boolean;
};

/** The least rating by the rules, each rule that fired, and what follows for an applicant. */
export function RiskRules({ assessed, serving = false }: Props) {
  const { rating, rules } = assessed;
  return (
    <>
      <p>
        By the rules <RiskMark rating={rating} />
        {serving ? "" : whatFollows(assessed)}.
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

function whatFollows({ rating, reviewOn }: RiskAssessment): string {
  if (rating === "high") return ", so a senior manager consents and compliance decides after that";
  if (rating === "prohibited") return ", so the bank does not serve them";
  return `, next review ${formatDate(reviewOn)}`;
}
