import { formFailed } from "@/lib/web/failed-form";

/** The title of a page that is named by what it shows; pages of a fixed name say it in their metadata. */
export async function PageTitle({ children }: { children: string }) {
  const failed = (await formFailed()) ? "Error: " : "";
  return <title>{`${failed}${children} – Countinghouse`}</title>;
}
