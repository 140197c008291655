import Link from "next/link";
import { Empty } from "@/components/ui/empty";
import { hrefWith } from "@/components/ui/href";

type Props = { typed: string | undefined; filtered: boolean; mayStart: boolean; clearHref: string };

/** No customer in a list or a search, with the way on; what was typed is carried into the new application. */
export function NobodyFound({ typed, filtered, mayStart, clearHref }: Props) {
  if (!filtered) {
    const action = mayStart ? { href: "/customers/new", label: "Start a new customer" } : undefined;
    return <Empty kind="none" title="No customers yet" action={action} />;
  }
  if (!typed) return <Empty kind="no-results" title="No customer fits these filters" clearHref={clearHref} />;
  return (
    <Empty kind="no-results" title={`No customer found for '${typed}'`} clearHref={clearHref}>
      Check the spelling
      {mayStart ? (
        <>
          {" or "}
          <Link href={hrefWith("/customers/new", { name: typed })} prefetch={false} className="link">
            start a new customer
          </Link>
        </>
      ) : null}
      .
    </Empty>
  );
}
