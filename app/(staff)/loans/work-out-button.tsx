import { Button } from "@/components/ui/button";

/** Without scripts the quote is worked out by the page itself: the form's fields become its address. */
export function WorkOutButton({ path }: { path: string }) {
  return (
    <noscript>
      <Button type="submit" look="ghost" formMethod="get" formAction={path}>
        Work out
      </Button>
    </noscript>
  );
}
