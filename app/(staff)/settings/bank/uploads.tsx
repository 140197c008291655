import { Panel } from "@/components/layout/panel";
import { Callout } from "@/components/ui/callout";
import { Mark } from "@/components/ui/status";
import type { scannerState } from "@/lib/core/virus-scanner";

/** Whether uploaded files are compared with known viruses, and what to do where they are not. */
export function Uploads({ scanner }: { scanner: Awaited<ReturnType<typeof scannerState>> }) {
  return (
    <Panel title="Uploaded files">
      {scanner === "answers" ? (
        <p className="text-staff">
          <Mark icon="check" word="The virus scanner answers" tone="ok" />. It looks through every file before it is
          kept.
        </p>
      ) : scanner === "silent" ? (
        <Callout tone="danger" title="The virus scanner does not answer">
          No file can be uploaded until it does. Start clamd, or correct VIRUS_SCANNER_URL.
        </Callout>
      ) : (
        <Callout tone="held" title="Uploaded files are not compared with known viruses">
          Their kind, size and content are checked, and pictures are made anew. To have them looked through as well, run
          ClamAV and set VIRUS_SCANNER_URL.
        </Callout>
      )}
    </Panel>
  );
}
