import { createHash } from "node:crypto";
import list from "./leaked-passwords.json";

const { bytes } = list;
let prefixes: Buffer | undefined;

/**
 * Whether a password is one of the commonest of past leaks that are long enough to be tried here, however its letters are
 * cased (control 25). The list goes with the bank, as the first bytes of SHA-1 hashes in order: nothing is asked elsewhere.
 */
export function wasLeaked(password: string): boolean {
  const wanted = createHash("sha1")
    .update(password.normalize("NFKC").toLowerCase(), "utf8")
    .digest()
    .subarray(0, bytes);
  prefixes ??= Buffer.from(list.prefixes, "base64");
  let [low, high] = [0, prefixes.length / bytes];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = prefixes.compare(wanted, 0, bytes, middle * bytes, (middle + 1) * bytes);
    if (order === 0) return true;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return false;
}
