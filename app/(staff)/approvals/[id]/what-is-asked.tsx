import { BeforeAfter } from "@/components/bank/before-after";
import { Section } from "@/components/layout/section";
import { DefinitionList, Leader } from "@/components/ui/definition-list";
import type { ApprovalDetail } from "@/lib/operations/approval-queries";

/** What changes field by field, or, where money moves and nothing is changed, what moves. */
export function WhatIsAsked({ request }: { request: ApprovalDetail }) {
  if (Object.keys(request.before).length > 0)
    return (
      <Section title="What changes">
        <BeforeAfter caption="What changes" changes={changesOf(request)} />
      </Section>
    );
  return (
    <Section title="What is asked">
      <div className="max-w-[36rem]">
        <DefinitionList>
          {Object.entries(request.after).map(([name, value]) => (
            <Leader key={name} term={labelOf(name)} strong={name === "amount"}>
              <span className="wrap-anywhere">{value}</span>
            </Leader>
          ))}
          {request.reference ? (
            <Leader term="Booked under">
              <a href={`/find?q=${request.reference}`} className="link font-mono text-meta">
                {request.reference}
              </a>
            </Leader>
          ) : null}
        </DefinitionList>
      </div>
    </Section>
  );
}

/** Every field that either side names, in the order of the new one. */
function changesOf({ before, after }: ApprovalDetail) {
  return [...new Set([...Object.keys(after), ...Object.keys(before)])].map((name) => {
    const [was, is] = [before[name] ?? "–", after[name] ?? "–"];
    return { label: labelOf(name), before: was, after: is, changed: was !== is };
  });
}

const labelOf = (name: string) => name.charAt(0).toUpperCase() + name.slice(1).replaceAll("_", " ");
