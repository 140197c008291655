const PREFERENCE = "bank.single-keys";

/** Whether single letters are shortcuts in this browser; what the person chose here outweighs the default of their role. */
export function singleKeysOn(byDefault: boolean): boolean {
  try {
    const chosen = localStorage.getItem(PREFERENCE);
    return chosen === null ? byDefault : chosen === "on";
  } catch {
    return byDefault;
  }
}

export function chooseSingleKeys(on: boolean): void {
  try {
    localStorage.setItem(PREFERENCE, on ? "on" : "off");
  } catch {
    // A browser that stores nothing keeps the default.
  }
}
