import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";

/** In place of the form: why there can be no application here, and the way on. */
export function NoApplication({
  title,
  meta,
  next,
}: {
  title: string;
  meta?: string;
  next: { href: string; label: string };
}) {
  return (
    <>
      <PageHeader title={title} meta={meta} />
      <ButtonLink href={next.href} look="primary">
        {next.label}
      </ButtonLink>
    </>
  );
}
