import { Callout } from "@/components/ui/callout";
import { PrintButton } from "./print-button";

type Props = { codes: readonly string[]; done: string; name: string; onwards: string };

/** Ten recovery codes on the one page that ever shows them, to be printed or written down. */
export function RecoveryCodes({ codes, done, name, onwards }: Props) {
  return (
    <div className="grid gap-4">
      <div role="status">
        <Callout tone="ok" title={done} />
      </div>
      <section aria-label="Recovery codes" className="border border-rule bg-surface px-6 py-5">
        <h2 className="font-semibold">Recovery codes</h2>
        <p className="mt-1 text-ink-2">
          For <bdi className="text-ink">{name}</bdi>, when the phone is lost. Each works once in place of a code.
        </p>
        <ul className="mt-3 grid grid-cols-[repeat(auto-fill,minmax(min(100%,30ch),1fr))] gap-x-6 gap-y-1 font-mono">
          {codes.map((code) => (
            <li key={code} className="select-all">
              {code}
            </li>
          ))}
        </ul>
        <p className="mt-3 text-ink-2 text-meta">Keep them away from the phone. The bank never asks for one.</p>
      </section>
      <p className="text-held" data-no-print="">
        Shown once: when you leave this page they are gone.
      </p>
      <div className="flex flex-wrap items-center gap-4" data-no-print="">
        <PrintButton>Print the codes</PrintButton>
        <a href={onwards} className="link inline-block min-h-6 font-semibold">
          I have kept them: go on
        </a>
      </div>
    </div>
  );
}
