/** An element with its style. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  look: string,
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.className = look;
  return made;
}

/** An element that says something. */
export function text<Name extends keyof HTMLElementTagNameMap>(name: Name, look: string, words: string) {
  const made = element(name, look);
  made.textContent = words;
  return made;
}
