import { vi } from "vitest";

/** What another process has in place of this one's modules: it knows nothing of what this one does. */
export async function anotherProcess<Module>(load: () => Promise<Module>): Promise<Module> {
  const kept = globalThis as { countinghouse?: unknown };
  const own = kept.countinghouse;
  kept.countinghouse = undefined;
  vi.resetModules();
  const other = await load();
  kept.countinghouse = own;
  return other;
}
