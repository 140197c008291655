import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** What belongs to this machine and not to the sources: the database, secrets, builds of tests. */
export const DATA = join(ROOT, ".data");

/** A sentence for the person at the terminal, instead of a stack. */
export class Sentence extends Error {}

/** One hash over the contents of files and folders of the project, their names included. */
export function hashOf(paths) {
  const hash = createHash("sha256");
  const add = (path) => {
    const at = join(ROOT, path);
    if (!existsSync(at)) return;
    if (statSync(at).isDirectory()) {
      for (const name of readdirSync(at).sort()) add(`${path}/${name}`);
    } else {
      hash.update(path).update("\0").update(readFileSync(at)).update("\0");
    }
  };
  for (const path of paths) add(path);
  return hash.digest("hex");
}
