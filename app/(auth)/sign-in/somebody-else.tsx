import { Button } from "@/components/ui/button";

/** Leaves a sign-in that is not complete. */
export function SignInAsSomebodyElse() {
  return (
    <form action="/sign-out" method="post">
      <Button type="submit" look="ghost">
        Sign in as somebody else
      </Button>
    </form>
  );
}
