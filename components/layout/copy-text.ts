/** Puts the text of a button's `data-copy` on the clipboard and says so in the button. */
export async function copyText(button: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(button.dataset.copy ?? "");
  } catch {
    return;
  }
  button.dataset.copied = "";
  const said = button.querySelector('[role="status"]');
  if (said) said.textContent = "Copied";
}
