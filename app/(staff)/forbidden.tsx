import { PageTitle } from "@/app/page-title";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Still } from "@/components/ui/still";

/** A stop by role or branch: not a fault of the person, so it says who can help. */
export default function NotOpenToYou() {
  return (
    <>
      <PageTitle>Not open to you</PageTitle>
      <Still>
        <PageHeader title="This page is not open to you" />
        <div className="grid max-w-measure gap-2">
          <p>
            If it is a record of <strong>another branch</strong>, ask a colleague there.
          </p>
          <p>
            If it is work of <strong>another role</strong>, ask your branch manager who can do it. If it should be
            yours, the administrator gives the role, and a second person confirms it.
          </p>
          <p className="mt-2">
            <ButtonLink href="/">Go to your work</ButtonLink>
          </p>
        </div>
      </Still>
    </>
  );
}
