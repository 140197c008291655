import { Empty } from "@/components/ui/empty";
import { hrefWith } from "@/components/ui/href";

type Props = {
  typed: string | undefined;
  mayStart: boolean;
  /** The list without its filters, where there are any. */
  clearHref?: string;
};

/** No customer in a list or a search, with the way on; what was typed is carried into the new application. */
export function NobodyFound({ typed, mayStart, clearHref }: Props) {
  if (typed) {
    const state = { title: `No customer found for “${typed}”`, children: <WayOn typed={typed} mayStart={mayStart} /> };
    return clearHref ? <Empty kind="no-results" clearHref={clearHref} {...state} /> : <Empty kind="none" {...state} />;
  }
  if (clearHref) return <Empty kind="no-results" title="No customer fits these filters" clearHref={clearHref} />;
  const action = mayStart ? { href: "/customers/new", label: "Start a new customer" } : undefined;
  return <Empty kind="none" title="No customers yet" action={action} />;
}

function WayOn({ typed, mayStart }: { typed: string; mayStart: boolean }) {
  if (!mayStart) return "Check the spelling, or ask a service officer to start a new customer.";
  return (
    <>
      Check the spelling or{" "}
      <a href={hrefWith("/customers/new", { name: typed })} className="link">
        start a new customer
      </a>{" "}
      or{" "}
      <a href={hrefWith("/customers/new/organisation", { name: typed })} className="link">
        a new organisation
      </a>
      .
    </>
  );
}
