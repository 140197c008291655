import { Icon } from "../ui/icon";

/** Stands where a part of a page could not be read; everything else on the page is as it should be. */
export function PanelFailed({ reference }: { reference: string }) {
  return (
    <p role="alert" className="flex items-baseline gap-1.5 text-danger">
      <Icon name="alert" />
      <span>
        This part could not be read just now. Load the page again. Reference{" "}
        <span className="font-mono text-meta">{reference}</span>
      </span>
    </p>
  );
}
