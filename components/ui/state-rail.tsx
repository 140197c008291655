import { Icon } from "./icon";

export type Stage = { label: string; state: "done" | "now" | "ahead" };

/** Where something stands in its life: what is behind, what it is now, what may come. */
export function StateRail({ label, stages }: { label: string; stages: readonly Stage[] }) {
  return (
    <ol aria-label={label} className="my-3 flex flex-wrap text-meta">
      {stages.map(({ label: word, state }, index) => (
        <li
          key={word}
          aria-current={state === "now" ? "step" : undefined}
          className={`flex items-center gap-1.5 border-b-3 py-1 pe-3.5 ${index === 0 ? "" : "ps-3.5"} ${looks[state]}`}
        >
          {state === "done" ? <Icon name="check" /> : null}
          {word}
          <span className="sr-only">{words[state]}</span>
        </li>
      ))}
    </ol>
  );
}

const looks = {
  done: "border-accent text-ink-2",
  now: "border-ink font-semibold text-ink",
  ahead: "border-rule text-ink-2",
};
const words = { done: ", done", now: ", now", ahead: ", ahead" };

/** The stages of a life with one of them as the present: all before it are done. */
export function stagesAt(labels: readonly string[], now: string): Stage[] {
  const at = labels.indexOf(now);
  return labels.map((label, index) => ({ label, state: index < at ? "done" : index === at ? "now" : "ahead" }));
}
