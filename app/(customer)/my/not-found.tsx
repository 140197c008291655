import { PageTitle } from "@/app/page-title";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";

/** Inside the frame: an address at which this person finds nothing. */
export default function NotFound() {
  return (
    <>
      <PageTitle>Nothing here</PageTitle>
      <PageHeader title="Nothing was found here" meta="Check the address, or choose a place from the menu." />
      <ButtonLink href="/my" look="primary">
        Go to the start
      </ButtonLink>
    </>
  );
}
