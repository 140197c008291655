import { redirect } from "next/navigation";
import { landingPath } from "@/lib/web/return-path";
import { requireSession } from "@/lib/web/session";

/** The front door: everybody goes to where their work or their money is. */
export default async function StartPage() {
  redirect(landingPath(await requireSession()));
}
