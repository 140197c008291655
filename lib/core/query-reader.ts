import { isBankError } from "./errors";

/**
 * Reads the parameters of a URL one by one. What is empty is absent; what cannot be read is absent as well, and its
 * sentence comes back in `faults` under its name.
 */
export function queryReader<Name extends string>(query: Readonly<Partial<Record<Name, string | undefined>>>) {
  const faults: Partial<Record<Name, string>> = {};
  const read = <T>(name: Name, reader: (typed: string) => T): T | undefined => {
    const typed = query[name]?.trim();
    if (!typed) return undefined;
    try {
      return reader(typed);
    } catch (error) {
      if (!isBankError(error)) throw error;
      faults[name] = error.sentence;
      return undefined;
    }
  };
  return { faults, read };
}
