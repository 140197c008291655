/**
 * What a process keeps once, by name: the bundles of one server (pages, actions, what runs when it starts) each have their own copy of
 * a file and of its variables.
 */
export function perProcess<T extends object>(name: string, make: () => T): T {
  const holder = globalThis as { countinghouse?: Map<string, object> };
  holder.countinghouse ??= new Map();
  const kept = holder.countinghouse.get(name) ?? make();
  holder.countinghouse.set(name, kept);
  return kept as T;
}
