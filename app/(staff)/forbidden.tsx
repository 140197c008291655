import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";

/** A stop by role or branch: not a fault of the person, so it says who can help. */
export default function NotForYourRole() {
  return (
    <>
      <title>Not for your role – Countinghouse</title>
      <PageHeader title="Your role does not open this page" />
      <p className="max-w-measure">
        Ask your branch manager who can do it. If it should be part of your work, the administrator gives the role, and
        a second person confirms it.
      </p>
      <p className="mt-4">
        <ButtonLink href="/">Go to your work</ButtonLink>
      </p>
    </>
  );
}
