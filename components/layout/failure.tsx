"use client";

type FailureProps = { reference?: string; retry: () => void };

/** Says that a page could not be shown, without guessing what became of an act: the movements tell. */
export function Failure({ reference, retry }: FailureProps) {
  return (
    <div role="alert">
      <title>This page could not be shown – Countinghouse</title>
      <h1 className="font-medium text-title">This page could not be shown</h1>
      <p className="mt-2">If you were sending a form, look at the movements before you send it again.</p>
      {reference ? (
        <p className="mt-2 text-ink-2">
          Tell operations this reference: <span className="select-all font-mono text-ink">{reference}</span>
        </p>
      ) : null}
      <p className="mt-4 flex flex-wrap gap-2">
        <button
          type="button"
          onClick={retry}
          className="min-h-9 cursor-pointer rounded-control bg-accent px-3.5 font-semibold text-on-accent"
        >
          Show it again
        </button>
        <a
          href="/"
          className="inline-flex min-h-9 items-center rounded-control border border-control px-3.5 font-medium no-underline"
        >
          Go to the start
        </a>
      </p>
    </div>
  );
}
