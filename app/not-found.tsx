import { PageTitle } from "@/app/page-title";
import { Brand } from "@/components/layout/brand";
import { ButtonLink } from "@/components/ui/button";
import { Still } from "@/components/ui/still";

/** An address at which this person finds nothing: it does not exist, or it is not theirs. */
export default function NotFound() {
  return (
    <>
      <PageTitle>Nothing here</PageTitle>
      <Still as="main" className="mx-auto max-w-measure px-4 py-12">
        <Brand href="/" />
        <h1 className="mt-8 font-medium text-title">Nothing was found here</h1>
        <p className="mt-2 text-ink-2">Check the address, or go back and find it by name, account or reference.</p>
        <p className="mt-4">
          <ButtonLink href="/" look="primary">
            Go to the start
          </ButtonLink>
        </p>
      </Still>
    </>
  );
}
