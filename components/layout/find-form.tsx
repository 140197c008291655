import { Keycap } from "@/components/ui/keycap";
import { Still } from "@/components/ui/still";

/** The one search of the bank, on every staff page: F2 leads here. */
export function FindForm() {
  return (
    <Still
      as="search"
      className="relative min-w-0 max-w-[32.5rem] flex-1 basis-60 max-md:order-2 max-md:max-w-none max-md:basis-full"
    >
      <form
        action="/find"
        className="flex h-8 items-center gap-2 rounded-control border border-control bg-surface ps-2 pe-1.5 focus-within:border-focus"
      >
        <label htmlFor="find" className="text-ink-2 text-meta">
          Find
        </label>
        <input
          id="find"
          name="q"
          type="search"
          data-find=""
          maxLength={120}
          required
          autoComplete="off"
          spellCheck={false}
          aria-keyshortcuts="F2"
          placeholder="Name, phone, ID, account, IBAN, reference"
          className="h-6 w-full min-w-0 flex-1 rounded-control bg-transparent px-1 focus-visible:shadow-none"
        />
        <Keycap>F2</Keycap>
      </form>
      <div
        data-find-list=""
        hidden
        className="absolute inset-x-0 top-full z-20 mt-1 rounded-panel border border-rule bg-surface shadow-popup"
      />
    </Still>
  );
}
