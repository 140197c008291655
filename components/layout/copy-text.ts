/** For how long a button says that it has copied. */
const SAID_MS = 4_000;

/** Puts the text of a button's `data-copy` on the clipboard and says so in the button. */
export async function copyText(button: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(button.dataset.copy ?? "");
  } catch {
    return;
  }
  button.dataset.copied = "";
  const said = button.querySelector('[role="status"]');
  const say = (word: string) => {
    if (said) said.textContent = word;
  };
  // Emptied first: the same word once more would be told to nobody.
  say("");
  setTimeout(() => say("Copied"));
  setTimeout(() => {
    delete button.dataset.copied;
    say("Copy");
  }, SAID_MS);
}
