import { ButtonLink } from "@/components/ui/button";

type Props = {
  href: string;
  /** The page to come back to from the second factor. */
  page: string;
  /** The second factor was given too long ago for what leaves the bank. */
  asksAgain: boolean;
  children: string;
};

/** A file of personal data: asked for with a second factor of the last minutes, or it leads there first (control 21). */
export function ConfirmedDownload({ href, page, asksAgain, children }: Props) {
  return asksAgain ? (
    <ButtonLink
      href={`/sign-in/code?next=${encodeURIComponent(page)}`}
    >{`${children}: confirm it is you first`}</ButtonLink>
  ) : (
    <ButtonLink href={href} download>
      {children}
    </ButtonLink>
  );
}
