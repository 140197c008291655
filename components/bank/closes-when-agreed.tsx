import { Callout } from "@/components/ui/callout";

/** A till that was counted and closes when a second person agrees. */
export function ClosesWhenAgreed({ till, request }: { till: string; request: string }) {
  return (
    <Callout tone="second" title="A second person decides">
      {till} closes once they agree.{" "}
      <a href={`/approvals/${request}`} className="link">
        See the request
      </a>
    </Callout>
  );
}
