import { suggestUnder } from "./suggestion-list";

let palette: HTMLDialogElement | undefined;

/**
 * Opens the palette of commands over the page: words for places, and lines such as `dep 250 4417` that open a form filled
 * in. It never posts anything. Its form is the search of the top bar.
 */
export function openPalette(): void {
  palette ??= madePalette();
  if (!palette.isConnected) document.body.append(palette);
  if (palette.open) return;
  palette.showModal();
  palette.querySelector("input")?.select();
}

function madePalette(): HTMLDialogElement {
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-labelledby", "palette-title");
  dialog.className =
    "mx-auto mt-[12dvh] mb-auto w-[36rem] max-w-[92vw] rounded-panel border border-rule bg-surface p-0 text-ink shadow-popup backdrop:bg-[#000000]/40";
  const form = document.createElement("form");
  form.action = "/find";
  form.className = "p-4 pb-3";
  form.addEventListener("submit", () => dialog.close());
  const label = document.createElement("label");
  label.htmlFor = "palette";
  label.id = "palette-title";
  label.className = "mb-1 block font-semibold";
  label.textContent = "Command";
  const input = document.createElement("input");
  input.id = "palette";
  input.name = "q";
  input.type = "text";
  input.required = true;
  input.maxLength = 120;
  input.autocomplete = "off";
  input.spellcheck = false;
  input.setAttribute("aria-describedby", "palette-hint");
  input.className = "h-9 w-full rounded-control border border-control bg-surface px-2";
  const hint = document.createElement("p");
  hint.id = "palette-hint";
  hint.className = "mt-1 text-ink-2 text-meta";
  hint.textContent =
    "dep 250 4417 fills in a deposit of 250 to the account ending in 4417. Also wd, tr, fx, a name or a page. Nothing is posted.";
  form.append(label, input, hint);
  const place = document.createElement("div");
  place.className = "border-rule border-t";
  dialog.append(form, place);
  suggestUnder(input, place);
  // A click beside the box closes it, as Escape does.
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  return dialog;
}
