import { PageTitle } from "@/app/page-title";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Still } from "@/components/ui/still";

/** Inside the frame: an address at which this person finds nothing. */
export default function NotFound() {
  return (
    <>
      <PageTitle>Nothing here</PageTitle>
      <Still>
        <PageHeader
          title="Nothing was found here"
          meta="Check the address, or find it by name, account or reference."
        />
        <ButtonLink href="/" look="primary">
          Go to the start
        </ButtonLink>
      </Still>
    </>
  );
}
