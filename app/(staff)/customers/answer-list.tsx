import type { Answer } from "./answers";

/** Facts read back to people: the term beside what was answered. */
export function AnswerList({ answers, unanswered = "–" }: { answers: readonly Answer[]; unanswered?: string }) {
  return (
    <dl className="border-rule border-t">
      {answers.map(({ term, value }) => (
        <div key={term} className="grid gap-x-4 border-rule border-b py-1.5 sm:grid-cols-[9rem_1fr]">
          <dt className="text-ink-2">{term}</dt>
          <dd className="wrap-anywhere min-w-0">{value ?? <span className="text-ink-2">{unanswered}</span>}</dd>
        </div>
      ))}
    </dl>
  );
}
